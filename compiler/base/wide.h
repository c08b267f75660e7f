/* Lets the compiler make a loop over many bytes twice: for wide registers, and for any machine.
 */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

/* WIDE stands before a function whose loops look at blocks of bytes. The loader chooses, once,
 * which of the two is called; they say the same. WIDE_PART stands before what such a function
 * calls for each block: it is made a part of both. The sanitizers are not ready yet when the
 * loader asks. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) &&                         \
    defined(__gnu_linux__) && defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) &&       \
    !defined(__SANITIZE_THREAD__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#define WIDE_PART __attribute__((always_inline)) static inline
#else
#define WIDE
#define WIDE_PART static inline
#endif

#endif
