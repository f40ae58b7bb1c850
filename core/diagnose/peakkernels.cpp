#include "core/diagnose/peakkernels.h"

#include <cstring>

namespace espalier {
namespace {

constexpr std::size_t kChains = 12; ///< independent sums: 2 units × 4-5 cycles of latency need 10

typedef float Floats __attribute__((vector_size(16)));
typedef double Doubles __attribute__((vector_size(16)));

/// Optimised whatever the build is: an unoptimised loop would measure its own stack traffic.
template <class Vector>
__attribute__((optimize("O3"), noinline)) double portableSpin(std::size_t rounds)
{
    Vector sums[kChains] = {};
    Vector factor = {};
    asm volatile("" : "+m"(factor));
    for (std::size_t round = 0; round < rounds; ++round) {
        for (Vector& sum : sums) {
            sum = sum * factor + factor;
        }
    }
    for (Vector& sum : sums) {
        asm volatile("" : "+m"(sum));
    }
    return 2.0 * static_cast<double>(rounds * kChains * (sizeof(Vector) / sizeof(factor[0])));
}

__attribute__((optimize("O3"), noinline)) void portableRead(const void* buffer, std::size_t bytes)
{
    const Floats* data = static_cast<const Floats*>(buffer);
    Floats sums[4] = {};
    for (std::size_t i = 0; i < bytes / sizeof(Floats); i += 4) {
        for (std::size_t k = 0; k < 4; ++k) {
            sums[k] += data[i + k];
        }
    }
    asm volatile("" : "+m"(sums));
}

#if defined(__x86_64__)

#define CLOBBERED                                                                                                      \
    "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12",         \
        "xmm13", "xmm14", "xmm15"
#define CLEAR(r) "vxorps %%xmm" #r ", %%xmm" #r ", %%xmm" #r "\n\t"
#define CLEAR_ALL                                                                                                      \
    CLEAR(0)                                                                                                           \
    CLEAR(1)                                                                                                           \
    CLEAR(2) CLEAR(3) CLEAR(4) CLEAR(5) CLEAR(6) CLEAR(7) CLEAR(8) CLEAR(9) CLEAR(10) CLEAR(11) CLEAR(12) CLEAR(13)
#define FMA(type, reg, r) "vfmadd231" type " %%" reg "12, %%" reg "13, %%" reg #r "\n\t"
#define FMA_ALL(type, reg)                                                                                             \
    FMA(type, reg, 0)                                                                                                  \
    FMA(type, reg, 1)                                                                                                  \
    FMA(type, reg, 2)                                                                                                  \
    FMA(type, reg, 3)                                                                                                  \
    FMA(type, reg, 4)                                                                                                  \
    FMA(type, reg, 5)                                                                                                  \
    FMA(type, reg, 6) FMA(type, reg, 7) FMA(type, reg, 8) FMA(type, reg, 9) FMA(type, reg, 10) FMA(type, reg, 11)
#define SPIN(type, reg)                                                                                                \
    asm volatile(CLEAR_ALL "1:\n\t" FMA_ALL(type, reg) "dec %[n]\n\tjnz 1b\n\tvzeroupper\n\t"                          \
                 : [n] "+r"(rounds)                                                                                    \
                 :                                                                                                     \
                 : CLOBBERED, "cc")

double spinOne(std::size_t rounds, bool fp64)
{
    const double flops = 2.0 * static_cast<double>(rounds * kChains);
    if (fp64) {
        SPIN("sd", "xmm");
    } else {
        SPIN("ss", "xmm");
    }
    return flops;
}

double spin512(std::size_t rounds, bool fp64)
{
    const double flops = 2.0 * static_cast<double>(rounds * kChains) * (fp64 ? 8 : 16);
    if (fp64) {
        SPIN("pd", "zmm");
    } else {
        SPIN("ps", "zmm");
    }
    return flops;
}

double spin256(std::size_t rounds, bool fp64)
{
    const double flops = 2.0 * static_cast<double>(rounds * kChains) * (fp64 ? 4 : 8);
    if (fp64) {
        SPIN("pd", "ymm");
    } else {
        SPIN("ps", "ymm");
    }
    return flops;
}

#define LOAD(reg, r, at) "vmovaps " #at "(%%rax), %%" reg #r "\n\t"
#define STORE(op, reg, r, at) op " %%" reg #r ", " #at "(%%rdx)\n\t"
#define LOAD_512                                                                                                       \
    LOAD("zmm", 0, 0)                                                                                                  \
    LOAD("zmm", 1, 64)                                                                                                 \
    LOAD("zmm", 2, 128)                                                                                                \
    LOAD("zmm", 3, 192) LOAD("zmm", 4, 256) LOAD("zmm", 5, 320) LOAD("zmm", 6, 384) LOAD("zmm", 7, 448)
#define STORE_512(op)                                                                                                  \
    STORE(op, "zmm", 0, 0)                                                                                             \
    STORE(op, "zmm", 1, 64)                                                                                            \
    STORE(op, "zmm", 2, 128)                                                                                           \
    STORE(op, "zmm", 3, 192)                                                                                           \
    STORE(op, "zmm", 4, 256) STORE(op, "zmm", 5, 320) STORE(op, "zmm", 6, 384) STORE(op, "zmm", 7, 448)
#define LOAD_256                                                                                                       \
    LOAD("ymm", 0, 0)                                                                                                  \
    LOAD("ymm", 1, 32)                                                                                                 \
    LOAD("ymm", 2, 64)                                                                                                 \
    LOAD("ymm", 3, 96)                                                                                                 \
    LOAD("ymm", 4, 128)                                                                                                \
    LOAD("ymm", 5, 160)                                                                                                \
    LOAD("ymm", 6, 192)                                                                                                \
    LOAD("ymm", 7, 224)                                                                                                \
    LOAD("ymm", 8, 256)                                                                                                \
    LOAD("ymm", 9, 288) LOAD("ymm", 10, 320) LOAD("ymm", 11, 352) LOAD("ymm", 12, 384) LOAD("ymm", 13, 416)            \
        LOAD("ymm", 14, 448) LOAD("ymm", 15, 480)
#define STORE_256(op)                                                                                                  \
    STORE(op, "ymm", 0, 0)                                                                                             \
    STORE(op, "ymm", 1, 32)                                                                                            \
    STORE(op, "ymm", 2, 64)                                                                                            \
    STORE(op, "ymm", 3, 96)                                                                                            \
    STORE(op, "ymm", 4, 128)                                                                                           \
    STORE(op, "ymm", 5, 160)                                                                                           \
    STORE(op, "ymm", 6, 192)                                                                                           \
    STORE(op, "ymm", 7, 224)                                                                                           \
    STORE(op, "ymm", 8, 256)                                                                                           \
    STORE(op, "ymm", 9, 288) STORE(op, "ymm", 10, 320) STORE(op, "ymm", 11, 352) STORE(op, "ymm", 12, 384)             \
        STORE(op, "ymm", 13, 416) STORE(op, "ymm", 14, 448) STORE(op, "ymm", 15, 480)
// The outer loop over passes is inside too: a pass over an L1 buffer takes 60 ns, less than an unoptimised call around
// it.
#define MOVE(body)                                                                                                     \
    asm volatile("2:\n\tmov %[from], %%rax\n\tmov %[to], %%rdx\n\tmov %[bytes], %%rcx\n\t1:\n\t" body                  \
                 "add $512, %%rax\n\tadd $512, %%rdx\n\tsub $512, %%rcx\n\tjnz 1b\n\tdec %[passes]\n\tjnz "            \
                 "2b\n\tsfence\n\tvzeroupper\n\t"                                                                      \
                 : [passes] "+r"(passes)                                                                               \
                 : [from] "r"(from), [to] "r"(to), [bytes] "r"(bytes)                                                  \
                 : CLOBBERED, "rax", "rcx", "rdx", "cc", "memory")

void move512(const void* from, void* to, std::size_t bytes, std::size_t passes, bool streaming)
{
    if (to == nullptr) {
        MOVE(LOAD_512);
    } else if (streaming) {
        MOVE(LOAD_512 STORE_512("vmovntps"));
    } else {
        MOVE(LOAD_512 STORE_512("vmovaps"));
    }
}

void move256(const void* from, void* to, std::size_t bytes, std::size_t passes, bool streaming)
{
    if (to == nullptr) {
        MOVE(LOAD_256);
    } else if (streaming) {
        MOVE(LOAD_256 STORE_256("vmovntps"));
    } else {
        MOVE(LOAD_256 STORE_256("vmovaps"));
    }
}

#undef MOVE
#undef SPIN

#endif

void move(VectorExtension extension, const void* from, void* to, std::size_t bytes, std::size_t passes, bool streaming)
{
#if defined(__x86_64__)
    if (extension == VectorExtension::Avx512) {
        return move512(from, to, bytes, passes, streaming);
    }
    if (extension == VectorExtension::Avx2) {
        return move256(from, to, bytes, passes, streaming);
    }
#endif
    (void)extension;
    (void)streaming;
    for (std::size_t pass = 0; pass < passes; ++pass) {
        if (to == nullptr) {
            portableRead(from, bytes);
        } else {
            std::memcpy(to, from, bytes);
        }
    }
}

double spin(VectorExtension extension, std::size_t rounds, bool fp64)
{
#if defined(__x86_64__)
    if (extension == VectorExtension::Avx512) {
        return spin512(rounds, fp64);
    }
    if (extension == VectorExtension::Avx2) {
        return spin256(rounds, fp64);
    }
#endif
    (void)extension;
    return fp64 ? portableSpin<Doubles>(rounds) : portableSpin<Floats>(rounds);
}

/// A vector of one element is as near to scalar code as the compiler's vectors come.
typedef float OneFloat __attribute__((vector_size(4)));
typedef double OneDouble __attribute__((vector_size(8)));

} // namespace

double spinScalar(VectorExtension extension, std::size_t rounds, bool fp64)
{
#if defined(__x86_64__)
    if (extension != VectorExtension::Baseline) {
        return spinOne(rounds, fp64);
    }
#endif
    (void)extension;
    return fp64 ? portableSpin<OneDouble>(rounds) : portableSpin<OneFloat>(rounds);
}

double spinFp32(VectorExtension extension, std::size_t rounds)
{
    return spin(extension, rounds, false);
}

double spinFp64(VectorExtension extension, std::size_t rounds)
{
    return spin(extension, rounds, true);
}

double spinRead(VectorExtension extension, const void* buffer, std::size_t bytes, std::size_t passes)
{
    move(extension, buffer, nullptr, bytes, passes, false);
    return static_cast<double>(bytes) * static_cast<double>(passes);
}

double spinCopy(VectorExtension extension, void* buffer, std::size_t bytes, std::size_t passes, bool streaming)
{
    move(extension, buffer, static_cast<char*>(buffer) + bytes / 2, bytes / 2, passes, streaming);
    return static_cast<double>(bytes) * static_cast<double>(passes);
}

} // namespace espalier
