/* SPDX-License-Identifier: Apache-2.0
 *
 * fuzz/driver.c: runs a fuzz target over the files of its corpus with any compiler, so that every
 * find stays a test. Also over a few inputs that every parser should meet: nothing, one byte, noise. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run_file(const char *path)
{
    static uint8_t bytes[1 << 22];
    FILE *f = fopen(path, "rb");
    if (!f) return 0;
    size_t n = fread(bytes, 1, sizeof bytes, f);
    (void)fclose(f);
    /* A copy of the exact size, so that a sanitizer sees one byte too far. */
    uint8_t *copy = malloc(n ? n : 1);
    if (!copy) return 0;
    memcpy(copy, bytes, n);
    (void)LLVMFuzzerTestOneInput(copy, n);
    free(copy);
    return 1;
}

static unsigned run_noise(void)
{
    uint8_t noise[512];
    uint64_t x = 88172645463325252u;
    for (unsigned round = 0; round < 64; round++) {
        for (size_t i = 0; i < sizeof noise; i++) {
            x ^= x << 13, x ^= x >> 7, x ^= x << 17;
            noise[i] = (uint8_t)x;
        }
        (void)LLVMFuzzerTestOneInput(noise, round * 8);
    }
    return 64;
}

int main(int argc, char **argv)
{
    unsigned count = 0, noise = run_noise();
    for (int i = 1; i < argc; i++) {
        DIR *dir = opendir(argv[i]);
        struct dirent *entry;
        while (dir && (entry = readdir(dir))) {
            char path[4096];
            if (entry->d_name[0] == '.') continue;
            (void)snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name);
            count += (unsigned)run_file(path);
        }
        if (dir) (void)closedir(dir);
    }
    (void)printf("1..1\nok 1 - %u corpus files and %u inputs of noise\n", count, noise);
    return 0;
}
