// SPDX-License-Identifier: Apache-2.0
//
// base/json_simd.cc: the only C++ of the library: simdjson's on-demand reader behind json_simd.h.
//
// Only calls that are alike from simdjson 3.0 (Debian 12) over 3.6 (Ubuntu 24.04) to 3.9 are used, and
// none that writes into simdjson's own string buffer, which 3.0 does not check for lack of memory.
// simdjson is lazy: it looks at what is walked over. All is walked over here.
#include <cstdint>
#include <new>
#include <utility>

#include <simdjson.h>

#include "base/json_simd.h"

using namespace simdjson;

struct cps_simd {
    ondemand::parser parser;
};

namespace {

struct walk {
    const char *text;
    const cps_simd_handler *handler;
    unsigned depth;  // how much deeper it may go
    size_t at;       // the token that was met last
};

cps_simd_fault fault_of(error_code error)
{
    switch (error) {
    case SUCCESS: return CPS_SIMD_WHOLE;
    case MEMALLOC:
    case CAPACITY: return CPS_SIMD_MEMORY;
    case UTF8_ERROR: return CPS_SIMD_UTF8;
    case UNCLOSED_STRING:
    case UNESCAPED_CHARS: return CPS_SIMD_STRING;
    case INCOMPLETE_ARRAY_OR_OBJECT:
    case EMPTY: return CPS_SIMD_END;
    default: return CPS_SIMD_SYNTAX;
    }
}

cps_simd_fault walk_value(walk &w, ondemand::value value, size_t key);

cps_simd_fault walk_object(walk &w, ondemand::object object)
{
    for (simdjson_result<ondemand::field> item : object) {
        ondemand::field field;
        error_code error = std::move(item).get(field);
        if (error) return fault_of(error);
        const char *name = field.key().raw();
        cps_simd_fault fault =
            walk_value(w, field.value(), static_cast<size_t>(name - w.text) - 1);
        if (fault) return fault;
    }
    return w.handler->close(w.handler->ctx) ? CPS_SIMD_WHOLE : CPS_SIMD_STOPPED;
}

cps_simd_fault walk_array(walk &w, ondemand::array array)
{
    for (simdjson_result<ondemand::value> item : array) {
        ondemand::value value;
        error_code error = std::move(item).get(value);
        if (error) return fault_of(error);
        cps_simd_fault fault = walk_value(w, value, SIZE_MAX);
        if (fault) return fault;
    }
    return w.handler->close(w.handler->ctx) ? CPS_SIMD_WHOLE : CPS_SIMD_STOPPED;
}

cps_simd_fault enter(walk &w, char kind, size_t key)
{
    const cps_simd_token token = {kind, w.at, 0, key};
    if (w.depth == 0) return CPS_SIMD_DEPTH;
    return w.handler->value(w.handler->ctx, &token) ? CPS_SIMD_WHOLE : CPS_SIMD_STOPPED;
}

// The two kinds of containers, of a value or of the document itself.
template <typename holder> cps_simd_fault walk_container(walk &w, holder &from, char kind, size_t key)
{
    cps_simd_fault fault = enter(w, kind, key);
    if (fault) return fault;
    w.depth--;
    if (kind == '{') {
        ondemand::object object;
        error_code error = from.get_object().get(object);
        fault = error ? fault_of(error) : walk_object(w, object);
    } else {
        ondemand::array array;
        error_code error = from.get_array().get(array);
        fault = error ? fault_of(error) : walk_array(w, array);
    }
    w.depth++;
    return fault;
}

cps_simd_fault walk_value(walk &w, ondemand::value value, size_t key)
{
    const char *place;
    error_code error = value.current_location().get(place);
    if (error) return error == OUT_OF_BOUNDS ? CPS_SIMD_END : fault_of(error);
    w.at = static_cast<size_t>(place - w.text);
    if (*place == '{' || *place == '[') return walk_container(w, value, *place, key);
    cps_simd_token token = {0, w.at, 0, key};
    if (*place == '"') {
        ondemand::raw_json_string string;
        error = value.get_raw_json_string().get(string);
        if (error) return fault_of(error);
        token.kind = '"';
    } else if (*place == '}' || *place == ']' || *place == ',' || *place == ':') {
        return CPS_SIMD_SYNTAX;
    } else {
        token.n = value.raw_json_token().size();
    }
    return w.handler->value(w.handler->ctx, &token) ? CPS_SIMD_WHOLE : CPS_SIMD_STOPPED;
}

cps_simd_fault walk_document(walk &w, ondemand::document &document)
{
    const char *place;
    if (document.current_location().get(place)) return CPS_SIMD_END;
    w.at = static_cast<size_t>(place - w.text);
    if (*place != '{' && *place != '[') return CPS_SIMD_SYNTAX;
    cps_simd_fault fault = walk_container(w, document, *place, SIZE_MAX);
    if (fault) return fault;
    return document.current_location().get(place) == OUT_OF_BOUNDS ? CPS_SIMD_WHOLE
                                                                   : CPS_SIMD_SYNTAX;
}

} // namespace

size_t cps_simd_size(void)
{
    return sizeof(cps_simd);
}

cps_simd *cps_simd_begin(void *room)
{
    return new (room) cps_simd;
}

void cps_simd_end(cps_simd *simd)
{
    simd->~cps_simd();
}

size_t cps_simd_padding(void)
{
    return SIMDJSON_PADDING;
}

bool cps_simd_reserve(cps_simd *simd, size_t n)
{
    return simd->parser.allocate(n) == SUCCESS;
}

cps_simd_fault cps_simd_parse(cps_simd *simd, const char *text, size_t n, unsigned depth,
                              const cps_simd_handler *handler, size_t *at)
{
    walk w = {text, handler, depth, 0};
    ondemand::document document;
    error_code error = simd->parser.iterate(text, n, n + SIMDJSON_PADDING).get(document);
    cps_simd_fault fault = error ? fault_of(error) : walk_document(w, document);
    *at = w.at;
    if (fault == CPS_SIMD_SYNTAX && !error) {
        const char *place; // at the fault or behind it, never before the token that was met last
        if (document.current_location().get(place) == SUCCESS && place >= text + w.at &&
            place < text + n)
            *at = static_cast<size_t>(place - text);
    }
    return fault;
}
