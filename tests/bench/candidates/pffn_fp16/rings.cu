// The whole chain in one persistent launch: product, bias, exact GELU, RMS normalisation, product, bias, RMS normalisation.
// Two warps bring the weights of a batch element piece by piece into a ring in shared memory, two more the rows of x into
// another; three warpgroups take 64 rows each in turn. The left operand of the first product is read from shared memory, so
// that registers hold sums alone; its sums, packed, are the left operand of the second. Whole rows stay in a warp.
// Covers the task's five shapes, from 129 rows on. Measured on an H200 (1024 and 256 x 200 x 256 x 160): .1171 and .0401 ms, floors
// .0890 and .0223; with 18 instructions for the address of each copy and the first normalisation before the second product .1309
// and .0402, with rows of x from memory to registers (warpgroups.cu) .1786 and .0614. All weights of a batch element must have
// room at once, so that nothing of the next one's arrives before the last tile is through its first product.
// launch: pffn_fp16 global(GROUPS * 512) local(512) args(x, w1, b1, w2, b2, y, batch, n, d, k, local int[58112])
#define GROUPS 132
#define TEAMS 3
#define ROOM 229376
#define PLACES 9
#include <cuda_fp16.h>

__device__ __forceinline__ unsigned shared_address(const void* p) { return (unsigned)__cvta_generic_to_shared(p); }

__device__ __forceinline__ void barrier_init(unsigned bar, unsigned count)
{
    asm volatile("mbarrier.init.shared::cta.b64 [%0], %1;" ::"r"(bar), "r"(count) : "memory");
}

__device__ __forceinline__ void barrier_arrive(unsigned bar)
{
    asm volatile("mbarrier.arrive.shared::cta.b64 _, [%0];" ::"r"(bar) : "memory");
}

__device__ __forceinline__ void barrier_wait(unsigned bar, unsigned parity)
{
    asm volatile("{\n.reg .pred p;\nagain:\nmbarrier.try_wait.parity.shared::cta.b64 p, [%0], %1;\n@p bra done;\nbra again;\ndone:\n}"
                 ::"r"(bar), "r"(parity) : "memory");
}

__device__ __forceinline__ void copy16(unsigned to, const void* from)
{
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16;" ::"r"(to), "l"(from) : "memory");
}

// Arrives when this thread's copies have landed.
__device__ __forceinline__ void arrive_after_copies(unsigned bar)
{
    asm volatile("cp.async.mbarrier.arrive.noinc.shared::cta.b64 [%0];" ::"r"(bar) : "memory");
}

__device__ __forceinline__ unsigned shared_word(unsigned from)
{
    unsigned v;
    asm volatile("ld.shared.b32 %0, [%1];" : "=r"(v) : "r"(from) : "memory");
    return v;
}

// An operand in rows of 64 bytes with the 64-byte swizzle or of 128 with the 128-byte one; `next` is the step in bytes from
// one block of columns to the next where a right operand has several.
template <int ROWBYTES>
__device__ __forceinline__ unsigned long descriptor(unsigned address, unsigned next)
{
    return (address >> 4) | ((unsigned long)(next >> 4) << 16) | ((unsigned long)(ROWBYTES / 2) << 32) |
           (ROWBYTES == 128 ? 1ul << 62 : 2ul << 62);
}

__device__ __forceinline__ void multiply(float (&d)[20][4], unsigned long a, unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n160k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47, %48, %49, %50, %51, %52, %53, %54, %55, %56, %57, %58, %59, %60, %61, %62, %63, %64, %65, %66, %67, %68, %69, %70, %71, %72, %73, %74, %75, %76, %77, %78, %79}, %80, %81, 1, 1, 1, 0, 1;"
        :
          "+f"(d[0][0]), "+f"(d[0][1]), "+f"(d[0][2]), "+f"(d[0][3]),
          "+f"(d[1][0]), "+f"(d[1][1]), "+f"(d[1][2]), "+f"(d[1][3]),
          "+f"(d[2][0]), "+f"(d[2][1]), "+f"(d[2][2]), "+f"(d[2][3]),
          "+f"(d[3][0]), "+f"(d[3][1]), "+f"(d[3][2]), "+f"(d[3][3]),
          "+f"(d[4][0]), "+f"(d[4][1]), "+f"(d[4][2]), "+f"(d[4][3]),
          "+f"(d[5][0]), "+f"(d[5][1]), "+f"(d[5][2]), "+f"(d[5][3]),
          "+f"(d[6][0]), "+f"(d[6][1]), "+f"(d[6][2]), "+f"(d[6][3]),
          "+f"(d[7][0]), "+f"(d[7][1]), "+f"(d[7][2]), "+f"(d[7][3]),
          "+f"(d[8][0]), "+f"(d[8][1]), "+f"(d[8][2]), "+f"(d[8][3]),
          "+f"(d[9][0]), "+f"(d[9][1]), "+f"(d[9][2]), "+f"(d[9][3]),
          "+f"(d[10][0]), "+f"(d[10][1]), "+f"(d[10][2]), "+f"(d[10][3]),
          "+f"(d[11][0]), "+f"(d[11][1]), "+f"(d[11][2]), "+f"(d[11][3]),
          "+f"(d[12][0]), "+f"(d[12][1]), "+f"(d[12][2]), "+f"(d[12][3]),
          "+f"(d[13][0]), "+f"(d[13][1]), "+f"(d[13][2]), "+f"(d[13][3]),
          "+f"(d[14][0]), "+f"(d[14][1]), "+f"(d[14][2]), "+f"(d[14][3]),
          "+f"(d[15][0]), "+f"(d[15][1]), "+f"(d[15][2]), "+f"(d[15][3]),
          "+f"(d[16][0]), "+f"(d[16][1]), "+f"(d[16][2]), "+f"(d[16][3]),
          "+f"(d[17][0]), "+f"(d[17][1]), "+f"(d[17][2]), "+f"(d[17][3]),
          "+f"(d[18][0]), "+f"(d[18][1]), "+f"(d[18][2]), "+f"(d[18][3]),
          "+f"(d[19][0]), "+f"(d[19][1]), "+f"(d[19][2]), "+f"(d[19][3])
        : "l"(a), "l"(b));
}

__device__ __forceinline__ void multiply(float (&d)[12][4], unsigned long a, unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n96k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47}, %48, %49, 1, 1, 1, 0, 1;"
        :
          "+f"(d[0][0]), "+f"(d[0][1]), "+f"(d[0][2]), "+f"(d[0][3]),
          "+f"(d[1][0]), "+f"(d[1][1]), "+f"(d[1][2]), "+f"(d[1][3]),
          "+f"(d[2][0]), "+f"(d[2][1]), "+f"(d[2][2]), "+f"(d[2][3]),
          "+f"(d[3][0]), "+f"(d[3][1]), "+f"(d[3][2]), "+f"(d[3][3]),
          "+f"(d[4][0]), "+f"(d[4][1]), "+f"(d[4][2]), "+f"(d[4][3]),
          "+f"(d[5][0]), "+f"(d[5][1]), "+f"(d[5][2]), "+f"(d[5][3]),
          "+f"(d[6][0]), "+f"(d[6][1]), "+f"(d[6][2]), "+f"(d[6][3]),
          "+f"(d[7][0]), "+f"(d[7][1]), "+f"(d[7][2]), "+f"(d[7][3]),
          "+f"(d[8][0]), "+f"(d[8][1]), "+f"(d[8][2]), "+f"(d[8][3]),
          "+f"(d[9][0]), "+f"(d[9][1]), "+f"(d[9][2]), "+f"(d[9][3]),
          "+f"(d[10][0]), "+f"(d[10][1]), "+f"(d[10][2]), "+f"(d[10][3]),
          "+f"(d[11][0]), "+f"(d[11][1]), "+f"(d[11][2]), "+f"(d[11][3])
        : "l"(a), "l"(b));
}

__device__ __forceinline__ void multiply(float (&d)[24][4], unsigned long a, unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n192k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47, %48, %49, %50, %51, %52, %53, %54, %55, %56, %57, %58, %59, %60, %61, %62, %63, %64, %65, %66, %67, %68, %69, %70, %71, %72, %73, %74, %75, %76, %77, %78, %79, %80, %81, %82, %83, %84, %85, %86, %87, %88, %89, %90, %91, %92, %93, %94, %95}, %96, %97, 1, 1, 1, 0, 1;"
        :
          "+f"(d[0][0]), "+f"(d[0][1]), "+f"(d[0][2]), "+f"(d[0][3]),
          "+f"(d[1][0]), "+f"(d[1][1]), "+f"(d[1][2]), "+f"(d[1][3]),
          "+f"(d[2][0]), "+f"(d[2][1]), "+f"(d[2][2]), "+f"(d[2][3]),
          "+f"(d[3][0]), "+f"(d[3][1]), "+f"(d[3][2]), "+f"(d[3][3]),
          "+f"(d[4][0]), "+f"(d[4][1]), "+f"(d[4][2]), "+f"(d[4][3]),
          "+f"(d[5][0]), "+f"(d[5][1]), "+f"(d[5][2]), "+f"(d[5][3]),
          "+f"(d[6][0]), "+f"(d[6][1]), "+f"(d[6][2]), "+f"(d[6][3]),
          "+f"(d[7][0]), "+f"(d[7][1]), "+f"(d[7][2]), "+f"(d[7][3]),
          "+f"(d[8][0]), "+f"(d[8][1]), "+f"(d[8][2]), "+f"(d[8][3]),
          "+f"(d[9][0]), "+f"(d[9][1]), "+f"(d[9][2]), "+f"(d[9][3]),
          "+f"(d[10][0]), "+f"(d[10][1]), "+f"(d[10][2]), "+f"(d[10][3]),
          "+f"(d[11][0]), "+f"(d[11][1]), "+f"(d[11][2]), "+f"(d[11][3]),
          "+f"(d[12][0]), "+f"(d[12][1]), "+f"(d[12][2]), "+f"(d[12][3]),
          "+f"(d[13][0]), "+f"(d[13][1]), "+f"(d[13][2]), "+f"(d[13][3]),
          "+f"(d[14][0]), "+f"(d[14][1]), "+f"(d[14][2]), "+f"(d[14][3]),
          "+f"(d[15][0]), "+f"(d[15][1]), "+f"(d[15][2]), "+f"(d[15][3]),
          "+f"(d[16][0]), "+f"(d[16][1]), "+f"(d[16][2]), "+f"(d[16][3]),
          "+f"(d[17][0]), "+f"(d[17][1]), "+f"(d[17][2]), "+f"(d[17][3]),
          "+f"(d[18][0]), "+f"(d[18][1]), "+f"(d[18][2]), "+f"(d[18][3]),
          "+f"(d[19][0]), "+f"(d[19][1]), "+f"(d[19][2]), "+f"(d[19][3]),
          "+f"(d[20][0]), "+f"(d[20][1]), "+f"(d[20][2]), "+f"(d[20][3]),
          "+f"(d[21][0]), "+f"(d[21][1]), "+f"(d[21][2]), "+f"(d[21][3]),
          "+f"(d[22][0]), "+f"(d[22][1]), "+f"(d[22][2]), "+f"(d[22][3]),
          "+f"(d[23][0]), "+f"(d[23][1]), "+f"(d[23][2]), "+f"(d[23][3])
        : "l"(a), "l"(b));
}

template <int SUMS>
__device__ __forceinline__ void multiply(float (&d)[16][4], const unsigned (&a)[4], unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n128k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47, %48, %49, %50, %51, %52, %53, %54, %55, %56, %57, %58, %59, %60, %61, %62, %63}, {%64, %65, %66, %67}, %68, %69, 1, 1, 1;"
        :
          "+f"(d[0][0]), "+f"(d[0][1]), "+f"(d[0][2]), "+f"(d[0][3]),
          "+f"(d[1][0]), "+f"(d[1][1]), "+f"(d[1][2]), "+f"(d[1][3]),
          "+f"(d[2][0]), "+f"(d[2][1]), "+f"(d[2][2]), "+f"(d[2][3]),
          "+f"(d[3][0]), "+f"(d[3][1]), "+f"(d[3][2]), "+f"(d[3][3]),
          "+f"(d[4][0]), "+f"(d[4][1]), "+f"(d[4][2]), "+f"(d[4][3]),
          "+f"(d[5][0]), "+f"(d[5][1]), "+f"(d[5][2]), "+f"(d[5][3]),
          "+f"(d[6][0]), "+f"(d[6][1]), "+f"(d[6][2]), "+f"(d[6][3]),
          "+f"(d[7][0]), "+f"(d[7][1]), "+f"(d[7][2]), "+f"(d[7][3]),
          "+f"(d[8][0]), "+f"(d[8][1]), "+f"(d[8][2]), "+f"(d[8][3]),
          "+f"(d[9][0]), "+f"(d[9][1]), "+f"(d[9][2]), "+f"(d[9][3]),
          "+f"(d[10][0]), "+f"(d[10][1]), "+f"(d[10][2]), "+f"(d[10][3]),
          "+f"(d[11][0]), "+f"(d[11][1]), "+f"(d[11][2]), "+f"(d[11][3]),
          "+f"(d[12][0]), "+f"(d[12][1]), "+f"(d[12][2]), "+f"(d[12][3]),
          "+f"(d[13][0]), "+f"(d[13][1]), "+f"(d[13][2]), "+f"(d[13][3]),
          "+f"(d[14][0]), "+f"(d[14][1]), "+f"(d[14][2]), "+f"(d[14][3]),
          "+f"(d[15][0]), "+f"(d[15][1]), "+f"(d[15][2]), "+f"(d[15][3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "l"(b), "n"(SUMS));
}

template <int SUMS>
__device__ __forceinline__ void multiply(float (&d)[24][4], const unsigned (&a)[4], unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n192k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47, %48, %49, %50, %51, %52, %53, %54, %55, %56, %57, %58, %59, %60, %61, %62, %63, %64, %65, %66, %67, %68, %69, %70, %71, %72, %73, %74, %75, %76, %77, %78, %79, %80, %81, %82, %83, %84, %85, %86, %87, %88, %89, %90, %91, %92, %93, %94, %95}, {%96, %97, %98, %99}, %100, %101, 1, 1, 1;"
        :
          "+f"(d[0][0]), "+f"(d[0][1]), "+f"(d[0][2]), "+f"(d[0][3]),
          "+f"(d[1][0]), "+f"(d[1][1]), "+f"(d[1][2]), "+f"(d[1][3]),
          "+f"(d[2][0]), "+f"(d[2][1]), "+f"(d[2][2]), "+f"(d[2][3]),
          "+f"(d[3][0]), "+f"(d[3][1]), "+f"(d[3][2]), "+f"(d[3][3]),
          "+f"(d[4][0]), "+f"(d[4][1]), "+f"(d[4][2]), "+f"(d[4][3]),
          "+f"(d[5][0]), "+f"(d[5][1]), "+f"(d[5][2]), "+f"(d[5][3]),
          "+f"(d[6][0]), "+f"(d[6][1]), "+f"(d[6][2]), "+f"(d[6][3]),
          "+f"(d[7][0]), "+f"(d[7][1]), "+f"(d[7][2]), "+f"(d[7][3]),
          "+f"(d[8][0]), "+f"(d[8][1]), "+f"(d[8][2]), "+f"(d[8][3]),
          "+f"(d[9][0]), "+f"(d[9][1]), "+f"(d[9][2]), "+f"(d[9][3]),
          "+f"(d[10][0]), "+f"(d[10][1]), "+f"(d[10][2]), "+f"(d[10][3]),
          "+f"(d[11][0]), "+f"(d[11][1]), "+f"(d[11][2]), "+f"(d[11][3]),
          "+f"(d[12][0]), "+f"(d[12][1]), "+f"(d[12][2]), "+f"(d[12][3]),
          "+f"(d[13][0]), "+f"(d[13][1]), "+f"(d[13][2]), "+f"(d[13][3]),
          "+f"(d[14][0]), "+f"(d[14][1]), "+f"(d[14][2]), "+f"(d[14][3]),
          "+f"(d[15][0]), "+f"(d[15][1]), "+f"(d[15][2]), "+f"(d[15][3]),
          "+f"(d[16][0]), "+f"(d[16][1]), "+f"(d[16][2]), "+f"(d[16][3]),
          "+f"(d[17][0]), "+f"(d[17][1]), "+f"(d[17][2]), "+f"(d[17][3]),
          "+f"(d[18][0]), "+f"(d[18][1]), "+f"(d[18][2]), "+f"(d[18][3]),
          "+f"(d[19][0]), "+f"(d[19][1]), "+f"(d[19][2]), "+f"(d[19][3]),
          "+f"(d[20][0]), "+f"(d[20][1]), "+f"(d[20][2]), "+f"(d[20][3]),
          "+f"(d[21][0]), "+f"(d[21][1]), "+f"(d[21][2]), "+f"(d[21][3]),
          "+f"(d[22][0]), "+f"(d[22][1]), "+f"(d[22][2]), "+f"(d[22][3]),
          "+f"(d[23][0]), "+f"(d[23][1]), "+f"(d[23][2]), "+f"(d[23][3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "l"(b), "n"(SUMS));
}

template <int SUMS>
__device__ __forceinline__ void multiply(float (&d)[12][4], const unsigned (&a)[4], unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n96k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47}, {%48, %49, %50, %51}, %52, %53, 1, 1, 1;"
        :
          "+f"(d[0][0]), "+f"(d[0][1]), "+f"(d[0][2]), "+f"(d[0][3]),
          "+f"(d[1][0]), "+f"(d[1][1]), "+f"(d[1][2]), "+f"(d[1][3]),
          "+f"(d[2][0]), "+f"(d[2][1]), "+f"(d[2][2]), "+f"(d[2][3]),
          "+f"(d[3][0]), "+f"(d[3][1]), "+f"(d[3][2]), "+f"(d[3][3]),
          "+f"(d[4][0]), "+f"(d[4][1]), "+f"(d[4][2]), "+f"(d[4][3]),
          "+f"(d[5][0]), "+f"(d[5][1]), "+f"(d[5][2]), "+f"(d[5][3]),
          "+f"(d[6][0]), "+f"(d[6][1]), "+f"(d[6][2]), "+f"(d[6][3]),
          "+f"(d[7][0]), "+f"(d[7][1]), "+f"(d[7][2]), "+f"(d[7][3]),
          "+f"(d[8][0]), "+f"(d[8][1]), "+f"(d[8][2]), "+f"(d[8][3]),
          "+f"(d[9][0]), "+f"(d[9][1]), "+f"(d[9][2]), "+f"(d[9][3]),
          "+f"(d[10][0]), "+f"(d[10][1]), "+f"(d[10][2]), "+f"(d[10][3]),
          "+f"(d[11][0]), "+f"(d[11][1]), "+f"(d[11][2]), "+f"(d[11][3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "l"(b), "n"(SUMS));
}

__device__ __forceinline__ unsigned packed(float a, float b)
{
    const __half2 h = __floats2half2_rn(a, b);
    return *(const unsigned*)&h;
}

// Packed where it stands: later, sums and start values of the next product would be held side by side.
__device__ __forceinline__ unsigned packed_here(float a, float b)
{
    unsigned pair;
    asm volatile("cvt.rn.f16x2.f32 %0, %1, %2;" : "=r"(pair) : "f"(b), "f"(a));
    return pair;
}

__device__ __forceinline__ float2 unpacked(unsigned pair) { return __half22float2(*(const __half2*)&pair); }

// v Phi(v) = max(v, 0) - |v| Phi(-|v|), and the base-2 logarithm of Phi(-a) by a polynomial (least largest error, fitted over
// 0 to 5.5): within 5e-7. One instruction of the special unit, where a formula for erfc needs two.
__device__ __forceinline__ float gelu(float v)
{
    const float a = fabsf(v);
    float p = fmaf(a, -4.733094e-4f, 7.0845581e-3f);
    p = fmaf(a, p, -5.18273857e-2f);
    p = fmaf(a, p, -0.459992435f);
    p = fmaf(a, p, -1.15078785f);
    p = fmaf(a, p, -1.00003762f);
    float e;
    asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(e) : "f"(p));
    return fmaf(-a, e, fmaxf(v, 0.0f));
}

__device__ __forceinline__ float over_quad(float v)
{
    v += __shfl_xor_sync(~0u, v, 1);
    return v + __shfl_xor_sync(~0u, v, 2);
}

// Of two neighbouring blocks of eight columns of one row, four columns that lie together: a quad has 32 bytes. The exchange
// also keeps the compiler from packing later, which would hold the sums of all parts side by side.
__device__ __forceinline__ uint2 exchanged(unsigned first, unsigned second)
{
    const bool odd = threadIdx.x & 1;
    const unsigned other = __shfl_xor_sync(~0u, odd ? first : second, 1);
    return odd ? make_uint2(other, second) : make_uint2(first, other);
}

// Of four neighbouring blocks, a whole one: a quad writes 64 bytes.
__device__ __forceinline__ uint4 gathered(uint2 low, uint2 high)
{
    const bool upper = threadIdx.x & 2;
    const unsigned x = __shfl_xor_sync(~0u, upper ? low.x : high.x, 2);
    const unsigned y = __shfl_xor_sync(~0u, upper ? low.y : high.y, 2);
    return upper ? make_uint4(x, y, high.x, high.y) : make_uint4(low.x, low.y, x, y);
}

// Pieces of weights: w1 in slabs of rows, then w2 in strips of as many columns; rows of x in slabs of the summed index.
template <int D, int K>
struct Shape
{
    static constexpr int kSlab = D % 64 == 0 ? 64 : 32;
    static constexpr int kPitch = kSlab * 2;
    static constexpr int kSlabs = D / kSlab;
    static constexpr int kPieces = 2 * kSlabs;
    static constexpr int kBytes = kSlab * K * 2;
    static constexpr int kPlace = 64 * kPitch;
    // A barrier of the rows belongs to one slab of one team's every other tile: a place may be filled at most six tiles ahead.
    static constexpr int kFences = 2 * TEAMS * kSlabs;
    static constexpr int kPlaces = D == 256 ? 8 : D == 192 ? PLACES : 18;
    // Rows of a second tile start while the first of a batch element are finished, so all its weights must have room.
    static constexpr int kRest = (ROOM - kPlaces * kPlace) / kBytes;
    static constexpr int kSlots = kRest < 2 * kPieces ? kRest : 2 * kPieces;
    // Copies of the biases, of which none may be replaced before every tile of its batch element is done.
    static constexpr int kShifts = kSlots == kPieces ? 2 : 3;
    static constexpr int kEach = D > 192 ? 2 : kSlabs;
    static constexpr int kParts = kSlabs / kEach;
    // The strips of a part lie side by side, one right operand.
    static_assert(kSlots % kEach == 0 && kSlabs % kEach == 0 && kPieces % kEach == 0);
    static_assert(kSlots >= kPieces && kPlaces <= kFences && kSlots <= 16 && kFences <= 24);
};

// Behind the rings: barriers of the weights (full, empty, sixteen of each), of the rows (24 of each) and the biases.
#define WEIGHTS 0
#define SPENT 128
#define ROWS 256
#define DONE 448
#define SHIFTS 640

__device__ __forceinline__ unsigned swizzled(int row, int piece, int pitch)
{
    return row * pitch + ((piece ^ (pitch == 128 ? row & 7 : (row >> 1) & 3)) << 4);
}

template <int D, int K>
__device__ __forceinline__ void bring_weights(int thread, const __half* w1, const __half* bias1, const __half* w2,
                                              const __half* bias2, int batch, unsigned base)
{
    using S = Shape<D, K>;
    const unsigned bars = base + ROOM;
    unsigned slot = 0;
    unsigned parity = 1;
    unsigned shift = bars + SHIFTS;
    // A line of weights has kLine pieces: after kPeriod copies of 64 threads the pattern comes again kLines lines below.
    constexpr int kLine = K / 8;
    constexpr int kPeriod = kLine % 5 == 0 ? 5 : 3;
    constexpr int kLines = 64 * kPeriod / kLine;
    static_assert(kLines % 8 == 0 && kLine * kLines == 64 * kPeriod);
    unsigned offsets[kPeriod];
#pragma unroll
    for (int i = 0; i < kPeriod; ++i) {
        const int e = thread + 64 * i;
        offsets[i] = (e % kLine >> 2) * (S::kSlab * 64) + swizzled(e / kLine, e % kLine & 3, 64);
    }
    for (int b = blockIdx.x; b < batch; b += gridDim.x) {
#pragma unroll 1
        for (int piece = 0; piece < S::kPieces; ++piece) {
            const unsigned to = base + slot * S::kBytes;
            barrier_wait(bars + SPENT + 8 * slot, parity);
            if (piece == 0) {
                for (int i = thread; i < (K + D) / 8; i += 64) {
                    copy16(shift + i * 16, i < K / 8 ? bias1 + (long)b * K + i * 8 : bias2 + (long)b * D + (i - K / 8) * 8);
                }
            }
            if (piece < S::kSlabs) {
                const __half* from = w1 + (long)b * D * K + piece * S::kSlab * K + thread * 8;
#pragma unroll
                for (int i = 0; i < S::kBytes / 1024; ++i) {
                    copy16(to + offsets[i % kPeriod] + i / kPeriod * (kLines * 64), from + i * 512);
                }
            } else {
                constexpr int kAcross = S::kSlab / 8;
                constexpr int kDown = 64 / kAcross;
                const __half* from = w2 + (long)b * D * K + (piece - S::kSlabs) * S::kSlab + thread / kAcross * D + thread % kAcross * 8;
                const unsigned at = to + swizzled(thread / kAcross, thread % kAcross, S::kPitch);
#pragma unroll
                for (int i = 0; i < S::kBytes / 1024; ++i) {
                    copy16(at + i * 1024, from + i * kDown * D);
                }
            }
            arrive_after_copies(bars + WEIGHTS + 8 * slot);
            if (++slot == S::kSlots) {
                slot = 0;
                parity ^= 1;
            }
        }
        shift += (K + D) * 2;
        if (shift == bars + SHIFTS + S::kShifts * (K + D) * 2) {
            shift = bars + SHIFTS;
        }
    }
    asm volatile("cp.async.wait_all;" ::: "memory");
}

// Rows beyond the last are not brought: what a product makes of what lies there concerns no row that is written.
template <int D, int K>
__device__ __forceinline__ void bring_rows(int thread, const __half* x, int batch, int n, int tiles, unsigned base)
{
    using S = Shape<D, K>;
    constexpr int kAcross = S::kSlab / 8;
    constexpr int kDown = 64 / kAcross;
    const unsigned bars = base + ROOM;
    const unsigned places = base + S::kSlots * S::kBytes;
    const int row = thread / kAcross;
    const int c = thread % kAcross;
    const unsigned at = places + swizzled(row, c, S::kPitch);
    unsigned place = 0;
    unsigned fence = 0;
    unsigned before = 0;
    unsigned parity = 0;
    bool round = false;
    for (int b = blockIdx.x; b < batch; b += gridDim.x) {
        for (int tile = 0; tile < tiles; ++tile) {
            // The last tile, which may be short, comes first: its two products are soon done, and the weights, which only
            // the tiles of the second round still need, are free the sooner.
            const int begin = (tile ? tile - 1 : tiles - 1) * 64 + row;
            const __half* from = x + ((long)b * n + begin) * D + c * 8;
            const int left = n - begin;
            const bool full = left >= 64 || tile;
#pragma unroll 1
            for (int slab = 0; slab < S::kSlabs; ++slab) {
                if (round) {
                    barrier_wait(bars + DONE + 8 * before, parity);
                    if (++before == S::kFences) {
                        before = 0;
                        parity ^= 1;
                    }
                }
const unsigned to = at + place * S::kPlace;
                if (full) {
#pragma unroll
                    for (int i = 0; i < kAcross; ++i) {
                        copy16(to + i * 1024, from + i * kDown * D);
                    }
                } else {
#pragma unroll
                    for (int i = 0; i < kAcross; ++i) {
                        if (i * kDown < left) {
                            copy16(to + i * 1024, from + i * kDown * D);
                        }
                    }
                }
                from += S::kSlab;
                arrive_after_copies(bars + ROWS + 8 * fence);
                if (++fence == S::kFences) {
                    fence = 0;
                }
                if (++place == S::kPlaces) {
                    place = 0;
                    round = true;
                }
            }
        }
    }
    asm volatile("cp.async.wait_all;" ::: "memory");
}

template <int D, int K>
__device__ __forceinline__ void consume(__half* y, int batch, int n, int tiles, unsigned base)
{
    using S = Shape<D, K>;
    const unsigned bars = base + ROOM;
    const unsigned places = base + S::kSlots * S::kBytes;
    const int lane = threadIdx.x & 31;
    const int c = lane & 3;
    const int within = (threadIdx.x >> 5 & 3) * 16;
    int tile = threadIdx.x >> 7;
    int turn = 0;
    for (unsigned sequence = tile;; sequence += TEAMS, tile += TEAMS) {
        while (tile >= tiles) {
            tile -= tiles;
            ++turn;
        }
        const int b = blockIdx.x + turn * gridDim.x;
        if (b >= batch) {
            return;
        }
        const unsigned shifts = bars + SHIFTS + turn % S::kShifts * ((K + D) * 2) + c * 4;
        const unsigned fences = bars + 8 * (sequence % (2 * TEAMS) * S::kSlabs);
        const unsigned round = sequence / (2 * TEAMS) & 1;
        float h[K / 8][4];
#pragma unroll
        for (int slab = 0; slab <= S::kSlabs; ++slab) {
            if (slab < S::kSlabs) {
                const unsigned weight = turn * S::kPieces + slab;
                barrier_wait(bars + WEIGHTS + 8 * (weight % S::kSlots), weight / S::kSlots & 1);
                if (slab == 0) {
#pragma unroll
                    for (int i = 0; i < K / 8; ++i) {
                        const float2 start = unpacked(shared_word(shifts + i * 16));
                        h[i][0] = start.x;
                        h[i][1] = start.y;
                        h[i][2] = start.x;
                        h[i][3] = start.y;
                    }
                }
                barrier_wait(fences + ROWS + 8 * slab, round);
                asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
                asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
                const unsigned long left = descriptor<S::kPitch>(places + (sequence * S::kSlabs + slab) % S::kPlaces * S::kPlace, 16);
                const unsigned long right = descriptor<64>(base + weight % S::kSlots * S::kBytes, S::kSlab * 64);
#pragma unroll
                for (int k = 0; k < S::kSlab / 16; ++k) {
                    multiply(h, left + k * 2, right + k * 64);
                }
                asm volatile("wgmma.commit_group.sync.aligned;\nwgmma.wait_group.sync.aligned 1;" ::: "memory");
            } else {
                asm volatile("wgmma.wait_group.sync.aligned 0;" ::: "memory");
            }
            // What the products of the slab before have read is free.
            if (slab > 0 && lane == 0) {
                barrier_arrive(fences + DONE + 8 * (slab - 1));
                barrier_arrive(bars + SPENT + 8 * ((turn * S::kPieces + slab - 1) % S::kSlots));
            }
        }
        const int begin = (tile ? tile - 1 : tiles - 1) * 64 + within;
        const int row0 = begin + (lane >> 2);
        const int row1 = row0 + 8;
        const bool busy = begin < n;
        float scale0 = 0;
        float scale1 = 0;
        float other0 = 0;
        float other1 = 0;
        if (busy) {
#pragma unroll
            for (int i = 0; i < K / 8; ++i) {
#pragma unroll
                for (int j = 0; j < 4; ++j) {
                    h[i][j] = gelu(h[i][j]);
                }
                scale0 += h[i][0] * h[i][0];
                other0 += h[i][1] * h[i][1];
                scale1 += h[i][2] * h[i][2];
                other1 += h[i][3] * h[i][3];
            }
            scale0 += other0;
            scale1 += other1;
            scale0 = rsqrtf(over_quad(scale0) * (1.0f / K) + 1e-6f);
            scale1 = rsqrtf(over_quad(scale1) * (1.0f / K) + 1e-6f);
        }
        // The accumulators of the first product are the left operand of the second.
        unsigned u[K / 16][4];
#pragma unroll
        for (int s = 0; s < K / 16; ++s) {
            u[s][0] = packed_here(h[2 * s][0], h[2 * s][1]);
            u[s][1] = packed_here(h[2 * s][2], h[2 * s][3]);
            u[s][2] = packed_here(h[2 * s + 1][0], h[2 * s + 1][1]);
            u[s][3] = packed_here(h[2 * s + 1][2], h[2 * s + 1][3]);
        }
        constexpr int kBlocks = S::kEach * S::kSlab / 8;
        constexpr int kKept = (S::kParts - 1) * kBlocks;
        uint2 kept[kKept ? kKept / 2 : 1][2];
        float square0 = 0;
        float square1 = 0;
        float rest0 = 0;
        float rest1 = 0;
        __half* to0 = y + ((long)b * n + row0) * D + c * 8;
        __half* to1 = to0 + 8 * D;
#pragma unroll
        for (int part = 0; part < S::kParts; ++part) {
            float v[kBlocks][4];
            const unsigned weight = turn * S::kPieces + S::kSlabs + part * S::kEach;
#pragma unroll
            for (int strip = 0; strip < S::kEach; ++strip) {
                barrier_wait(bars + WEIGHTS + 8 * (weight % S::kSlots + strip), weight / S::kSlots & 1);
            }
            asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
            asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
            const unsigned long right = descriptor<S::kPitch>(base + weight % S::kSlots * S::kBytes, S::kBytes);
#pragma unroll
            for (int s = 0; s < K / 16; ++s) {
                if (s == 0) {
                    multiply<0>(v, u[s], right);
                } else {
                    multiply<1>(v, u[s], right + s * S::kPitch);
                }
            }
            asm volatile("wgmma.commit_group.sync.aligned;\nwgmma.wait_group.sync.aligned 0;" ::: "memory");
            if (lane == 0) {
#pragma unroll
                for (int strip = 0; strip < S::kEach; ++strip) {
                    barrier_arrive(bars + SPENT + 8 * (weight % S::kSlots + strip));
                }
            }
#pragma unroll
            for (int i = 0; i < kBlocks; ++i) {
                const float2 shift = unpacked(shared_word(shifts + K * 2 + (part * kBlocks + i) * 16));
                v[i][0] = fmaf(v[i][0], scale0, shift.x);
                v[i][1] = fmaf(v[i][1], scale0, shift.y);
                v[i][2] = fmaf(v[i][2], scale1, shift.x);
                v[i][3] = fmaf(v[i][3], scale1, shift.y);
                square0 += v[i][0] * v[i][0];
                rest0 += v[i][1] * v[i][1];
                square1 += v[i][2] * v[i][2];
                rest1 += v[i][3] * v[i][3];
            }
            if (part + 1 < S::kParts) {
#pragma unroll
                for (int i = 0; i < kBlocks; i += 2) {
                    const int at = (part * kBlocks + i) / 2;
                    kept[at][0] = exchanged(packed(v[i][0], v[i][1]), packed(v[i + 1][0], v[i + 1][1]));
                    kept[at][1] = exchanged(packed(v[i][2], v[i][3]), packed(v[i + 1][2], v[i + 1][3]));
                }
            }
            if (part + 1 == S::kParts && busy) {
                const float out0 = rsqrtf(over_quad(square0 + rest0) * (1.0f / D) + 1e-6f);
                const float out1 = rsqrtf(over_quad(square1 + rest1) * (1.0f / D) + 1e-6f);
                const auto put = [&](int at, uint4 above, uint4 below) {
                    if (row0 < n) {
                        *(uint4*)(to0 + at * 8) = above;
                    }
                    if (row1 < n) {
                        *(uint4*)(to1 + at * 8) = below;
                    }
                };
                const auto scaled = [](uint2 pair, float by) {
                    const float2 f = unpacked(pair.x);
                    const float2 g = unpacked(pair.y);
                    return make_uint2(packed(f.x * by, f.y * by), packed(g.x * by, g.y * by));
                };
#pragma unroll
                for (int i = 0; i < kKept / 2; i += 2) {
                    put(2 * i, gathered(scaled(kept[i][0], out0), scaled(kept[i + 1][0], out0)),
                        gathered(scaled(kept[i][1], out1), scaled(kept[i + 1][1], out1)));
                }
#pragma unroll
                for (int i = 0; i < kBlocks; i += 4) {
                    uint2 above[2];
                    uint2 below[2];
#pragma unroll
                    for (int j = 0; j < 2; ++j) {
                        const float(&p)[4] = v[i + 2 * j];
                        const float(&q)[4] = v[i + 2 * j + 1];
                        above[j] = exchanged(packed(p[0] * out0, p[1] * out0), packed(q[0] * out0, q[1] * out0));
                        below[j] = exchanged(packed(p[2] * out1, p[3] * out1), packed(q[2] * out1, q[3] * out1));
                    }
                    put(kKept + i, gathered(above[0], above[1]), gathered(below[0], below[1]));
                }
            }
        }
    }
}

template <int D, int K>
__device__ __forceinline__ void fused(const __half* x, const __half* w1, const __half* bias1, const __half* w2, const __half* bias2,
                                      __half* y, int batch, int n, int tiles, unsigned base)
{
    if (threadIdx.x >= TEAMS * 128) {
        asm volatile("setmaxnreg.dec.sync.aligned.u32 56;");
        const int thread = threadIdx.x & 63;
        if (threadIdx.x & 64) {
            bring_rows<D, K>(thread, x, batch, n, tiles, base);
        } else {
            bring_weights<D, K>(thread, w1, bias1, w2, bias2, batch, base);
        }
    } else {
        asm volatile("setmaxnreg.inc.sync.aligned.u32 152;");
        consume<D, K>(y, batch, n, tiles, base);
    }
}

__device__ float over_block(float v, float* share)
{
    for (int i = 16; i; i >>= 1) {
        v += __shfl_xor_sync(~0u, v, i);
    }
    __syncthreads();
    if ((threadIdx.x & 31) == 0) {
        share[threadIdx.x >> 5] = v;
    }
    __syncthreads();
    float sum = 0;
    for (int i = 0; i < blockDim.x / 32; ++i) {
        sum += share[i];
    }
    __syncthreads();
    return sum;
}

// Any shape, a row at a time: k and then d floats in shared memory.
__device__ __noinline__ void plain(const __half* x, const __half* w1, const __half* bias1, const __half* w2, const __half* bias2,
                                   __half* y, long n, long d, long k, float* memory)
{
    float* share = memory;
    float* h = memory + 32;
    float* v = h + k;
    for (long i = 0; i < n; ++i) {
        float squares = 0;
        for (long j = threadIdx.x; j < k; j += blockDim.x) {
            float sum = __half2float(bias1[j]);
            for (long e = 0; e < d; ++e) {
                sum += __half2float(x[i * d + e]) * __half2float(w1[e * k + j]);
            }
            h[j] = gelu(sum);
            squares += h[j] * h[j];
        }
        float scale = rsqrtf(over_block(squares, share) / (float)k + 1e-6f);
        squares = 0;
        for (long e = threadIdx.x; e < d; e += blockDim.x) {
            float sum = 0;
            for (long j = 0; j < k; ++j) {
                sum += h[j] * __half2float(w2[j * d + e]);
            }
            v[e] = sum * scale + __half2float(bias2[e]);
            squares += v[e] * v[e];
        }
        scale = rsqrtf(over_block(squares, share) / (float)d + 1e-6f);
        for (long e = threadIdx.x; e < d; e += blockDim.x) {
            y[i * d + e] = __float2half(v[e] * scale);
        }
        __syncthreads();
    }
}

extern "C" __global__ void __launch_bounds__(512, 1)
    pffn_fp16(const __half* x, const __half* w1, const __half* bias1, const __half* w2, const __half* bias2, __half* y, long batch, long n, long d, long k)
{
    extern __shared__ __align__(1024) unsigned char memory[];
    const unsigned base = shared_address(memory);
    const int shape = n <= 64 * (TEAMS - 1) ? 0 : d == 256 && k == 160 ? 1 : d == 192 && k == 96 ? 2 : d == 96 && k == 192 ? 3 : 0;
    if (shape == 0) {
        for (long b = blockIdx.x; b < batch; b += gridDim.x) {
            plain(x + b * n * d, w1 + b * d * k, bias1 + b * k, w2 + b * d * k, bias2 + b * d, y + b * n * d, n, d, k, (float*)memory);
        }
        return;
    }
    const int tiles = (int)((n + 63) / 64);
    const unsigned bars = base + ROOM;
    if (threadIdx.x == 0) {
        for (int i = 0; i < 16; ++i) {
            barrier_init(bars + WEIGHTS + 8 * i, 64);
            barrier_init(bars + SPENT + 8 * i, 4 * tiles);
        }
        for (int i = 0; i < 24; ++i) {
            barrier_init(bars + ROWS + 8 * i, 64);
            barrier_init(bars + DONE + 8 * i, 4);
        }
        asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
    }
    __syncthreads();
    if (shape == 1) {
        fused<256, 160>(x, w1, bias1, w2, bias2, y, (int)batch, (int)n, tiles, base);
    } else if (shape == 2) {
        fused<192, 96>(x, w1, bias1, w2, bias2, y, (int)batch, (int)n, tiles, base);
    } else {
        fused<96, 192>(x, w1, bias1, w2, bias2, y, (int)batch, (int)n, tiles, base);
    }
}
