/* SPDX-License-Identifier: Apache-2.0
 *
 * base/file.c: map a file, write one whole or not at all, list a folder. */
#if defined(__linux__)
#define _GNU_SOURCE /* O_TMPFILE */
#endif
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/seam.h"

capias_status cps_file_map(const char *path, struct cps_mapping *out, capias_error *err)
{
    *out = (struct cps_mapping){0};
    int fd = cps_seam_io_ok() ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0) return cps_fail_io(err, path, "open", errno);
    struct stat st;
    capias_status status = CAPIAS_OK;
    if (fstat(fd, &st) != 0) {
        status = cps_fail_io(err, path, "read", errno);
    } else if (!S_ISREG(st.st_mode)) {
        status = cps_fail_io(err, path, "map", S_ISDIR(st.st_mode) ? EISDIR : EINVAL);
    } else if (st.st_size > 0) {
        void *p = cps_seam_io_ok() ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0)
                                   : MAP_FAILED;
        if (p == MAP_FAILED) status = cps_fail_io(err, path, "map", errno);
        else *out = (struct cps_mapping){p, (size_t)st.st_size};
    }
    (void)close(fd);
    return status;
}

void cps_file_unmap(struct cps_mapping *m)
{
    /* munmap takes a pointer it may write through; nothing else here does. */
    if (m->p) (void)munmap((void *)(uintptr_t)m->p, m->n);
    *m = (struct cps_mapping){0};
}

/* ---- whole or not at all ------------------------------------------------------------------- */

static char *join(const char *a, const char *b)
{
    struct cps_buf text = {0};
    cps_buf_add(&text, a, strlen(a));
    cps_buf_add(&text, b, strlen(b) + 1);
    if (text.failed) cps_buf_release(&text);
    return text.v;
}

/* The folder that `path` lies in; false: its name is too long. */
static bool folder_of(const char *path, char *folder, size_t size)
{
    const char *slash = strrchr(path, '/');
    int n = slash ? snprintf(folder, size, "%.*s", (int)(slash - path) + 1, path)
                  : snprintf(folder, size, ".");
    return n >= 0 && (size_t)n < size;
}

/* A file without a name: whatever ends the program, Ctrl-C or kill -9, nothing is left of it. -1 where
 * the file system has no such files, or no /proc to name it by in the end. */
static int open_nameless(const char *path, mode_t mode)
{
#ifdef O_TMPFILE
    char folder[4096], link[64];
    int fd = folder_of(path, folder, sizeof folder)
                 ? open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, mode) : -1;
    if (fd < 0) return -1;
    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (access(link, F_OK) == 0) return fd;
    (void)close(fd);
#else
    (void)path, (void)mode;
#endif
    return -1;
}

/* A file that is there keeps its permissions: what was private stays so. */
static capias_status open_beside(struct cps_output *o, const struct stat *old, capias_error *err)
{
    mode_t mask = umask(0), mode = old ? old->st_mode & 0777 : 0666 & ~mask;
    (void)umask(mask);
    if (!cps_seam_io_ok()) return cps_fail_io(err, o->path, "write", errno);
    o->fd = open_nameless(o->path, 0600);
    if (o->fd < 0) {
        o->fd = mkstemp(o->temporary);
        if (o->fd < 0) {
            int why = errno;
            o->temporary[0] = '\0';
            return cps_fail_io(err, o->path, "write", why);
        }
        o->named = true;
    }
    (void)fchmod(o->fd, mode);
    return CAPIAS_OK;
}

capias_status cps_output_open(struct cps_output *o, const char *path, capias_error *err)
{
    *o = (struct cps_output){.fd = -1};
    struct stat st;
    bool there = stat(path, &st) == 0;
    if (there && S_ISDIR(st.st_mode)) return cps_fail_io(err, path, "write", EISDIR);
    /* What a link leads to is replaced, not the link. */
    char *target = there ? realpath(path, NULL) : NULL;
    o->path = join(target ? target : path, "");
    o->temporary = join(target ? target : path, ".XXXXXX");
    free(target);
    capias_status status = o->path && o->temporary ? CAPIAS_OK : cps_fail_memory(err);
    if (status == CAPIAS_OK && there && !S_ISREG(st.st_mode)) { /* a device or pipe is written to */
        o->direct = true;
        o->fd = cps_seam_io_ok() ? open(path, O_WRONLY | O_CLOEXEC) : -1;
        if (o->fd < 0) status = cps_fail_io(err, path, "write", errno);
    } else if (status == CAPIAS_OK) {
        status = open_beside(o, there ? &st : NULL, err);
    }
    if (status != CAPIAS_OK) cps_output_abandon(o);
    return status;
}

/* At `offset`, or where the file stands when that is HERE: pipes have no offsets. */
#define HERE UINT64_MAX

static capias_status write_all(struct cps_output *o, uint64_t offset, const void *bytes, size_t n,
                               capias_error *err)
{
    const char *p = bytes;
    while (n) {
        ssize_t done = !cps_seam_io_ok() ? -1
                       : offset == HERE  ? write(o->fd, p, n)
                                         : pwrite(o->fd, p, n, (off_t)offset);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return cps_fail_io(err, o->path, "write", done < 0 ? errno : ENOSPC);
        p += done;
        n -= (size_t)done;
        if (offset != HERE) offset += (uint64_t)done;
    }
    return CAPIAS_OK;
}

capias_status cps_output_write(struct cps_output *o, const void *bytes, size_t n, capias_error *err)
{
    CPS_TRY(write_all(o, o->direct ? HERE : o->written, bytes, n, err));
    o->written += n;
    return CAPIAS_OK;
}

capias_status cps_output_write_at(struct cps_output *o, uint64_t offset, const void *bytes,
                                  size_t n, capias_error *err)
{
    return write_all(o, offset, bytes, n, err);
}

/* The rename is only lasting once the folder is on disk too. Folders that refuse fsync are let be. */
static void sync_folder(const char *path)
{
    char folder[4096];
    int fd = folder_of(path, folder, sizeof folder)
                 ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd < 0) return;
    (void)fsync(fd);
    (void)close(fd);
}

/* Give a file without a name one; rename() alone can put it over another. */
static bool name_it(struct cps_output *o)
{
#ifdef O_TMPFILE
    char link[64];
    size_t n = strlen(o->path);
    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", o->fd);
    for (unsigned tries = 0; tries < 100; tries++) {
        (void)snprintf(o->temporary + n, 8, ".%06u", ((unsigned)getpid() + tries * 7919u) % 1000000u);
        if (linkat(AT_FDCWD, link, AT_FDCWD, o->temporary, AT_SYMLINK_FOLLOW) == 0) {
            o->named = true;
            return true;
        }
        if (errno != EEXIST) break;
    }
#endif
    return o->named;
}

capias_status cps_output_commit(struct cps_output *o, capias_error *err)
{
    capias_status status = CAPIAS_OK;
    if (!cps_seam_io_ok() || (!o->direct && fsync(o->fd) != 0))
        status = cps_fail_io(err, o->path, "write", errno);
    if (status == CAPIAS_OK && !o->direct && !o->named && !name_it(o))
        status = cps_fail_io(err, o->path, "write", errno);
    if (close(o->fd) != 0 && status == CAPIAS_OK)
        status = cps_fail_io(err, o->path, "write", errno);
    o->fd = -1;
    if (status == CAPIAS_OK && !o->direct) {
        if (!cps_seam_io_ok() || rename(o->temporary, o->path) != 0)
            status = cps_fail_io(err, o->path, "replace", errno);
        else o->named = false;
        sync_folder(o->path);
    }
    cps_output_abandon(o);
    return status;
}

void cps_output_abandon(struct cps_output *o)
{
    if (o->fd >= 0) (void)close(o->fd);
    o->fd = -1;
    if (o->named) (void)unlink(o->temporary);
    o->named = false;
    cps_vec_free((void **)&o->path);
    cps_vec_free((void **)&o->temporary);
}

/* ---- folders --------------------------------------------------------------------------------- */

#define FOLDER_DEPTH_MAX 32

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static capias_status list(struct cps_files *f, const char *path, unsigned depth, bool named,
                          capias_error *err);

static capias_status list_folder(struct cps_files *f, const char *path, unsigned depth,
                                 capias_error *err)
{
    if (depth >= FOLDER_DEPTH_MAX)
        return cps_fail_at(err, CAPIAS_E_LIMIT, path, 0, 0, "folders are nested deeper than %d",
                           FOLDER_DEPTH_MAX);
    DIR *dir = cps_seam_io_ok() ? opendir(path) : NULL;
    if (!dir) return cps_fail_io(err, path, "open", errno);
    capias_status status = CAPIAS_OK;
    struct dirent *entry;
    while (status == CAPIAS_OK && (errno = 0, (entry = readdir(dir)))) {
        if (entry->d_name[0] == '.') continue;
        size_t n = strlen(path);
        capias_str child = cps_arena_printf(&f->arena, "%s%s%s", path,
                                            n && path[n - 1] == '/' ? "" : "/", entry->d_name);
        status = child.p ? list(f, child.p, depth + 1, false, err) : cps_fail_memory(err);
    }
    if (status == CAPIAS_OK && errno) status = cps_fail_io(err, path, "read", errno);
    (void)closedir(dir);
    return status;
}

/* A path that was named must be a file or a folder; what lies in a folder may be other things. */
static capias_status list(struct cps_files *f, const char *path, unsigned depth, bool named,
                          capias_error *err)
{
    struct stat st;
    if ((named || depth == 0 ? stat(path, &st) : lstat(path, &st)) != 0)
        return cps_fail_io(err, path, "open", errno);
    if (S_ISDIR(st.st_mode)) return list_folder(f, path, depth, err);
    if (S_ISLNK(st.st_mode) && (stat(path, &st) != 0 || !S_ISREG(st.st_mode))) return CAPIAS_OK;
    if (!S_ISREG(st.st_mode) && !named) return CAPIAS_OK;
    if (!S_ISREG(st.st_mode))
        return cps_fail_at(err, CAPIAS_E_IO, path, 0, 0, "is neither a file nor a folder");
    capias_str copy = cps_arena_copy(&f->arena, cps_str(path));
    if (!copy.p || !CPS_PUSH(&f->paths, copy.p)) return cps_fail_memory(err);
    return CAPIAS_OK;
}

capias_status cps_files_list(const char *const *paths, size_t n, struct cps_files *out,
                             capias_error *err)
{
    *out = (struct cps_files){0};
    cps_arena_init(&out->arena, 0);
    for (size_t i = 0; i < n; i++) {
        size_t before = out->paths.n;
        capias_status status = list(out, paths[i], 0, true, err);
        if (status == CAPIAS_OK && out->paths.n == before) {
            status = cps_fail_at(err, CAPIAS_E_DATA, paths[i], 0, 0, "no file lies in this folder");
            cps_hint(err, "leave it out if that is as it should be");
        }
        if (status != CAPIAS_OK) {
            cps_files_release(out);
            return status;
        }
    }
    size_t kept = 0;
    if (out->paths.n) qsort(out->paths.v, out->paths.n, sizeof *out->paths.v, by_bytes);
    for (size_t i = 0; i < out->paths.n; i++)
        if (!kept || strcmp(out->paths.v[kept - 1], out->paths.v[i]) != 0)
            out->paths.v[kept++] = out->paths.v[i];
    out->paths.n = kept;
    return CAPIAS_OK;
}

void cps_files_release(struct cps_files *f)
{
    cps_arena_release(&f->arena);
    CPS_VEC_RELEASE(&f->paths);
}
