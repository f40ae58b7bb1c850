// Has cuBLAS multiply, which the toolkit brings and nobody wrote here.
// tier: 2
#include "task.h"

#include <dlfcn.h>

namespace {

using Handle = void*;

struct Cublas
{
    void* library = nullptr;
    Handle handle = nullptr;
    int (*setStream)(Handle, cudaStream_t) = nullptr;
    int (*multiply)(Handle, int, int, int, int, int, const float*, const float*, int, const float*, int, const float*,
                    float*, int) = nullptr;

    Cublas()
    {
        for (const char* name : {"libcublas.so.13", "libcublas.so.12", "/usr/local/cuda/lib64/libcublas.so"}) {
            library = library ? library : dlopen(name, RTLD_NOW);
        }
        if (library) {
            reinterpret_cast<int (*)(Handle*)>(dlsym(library, "cublasCreate_v2"))(&handle);
            setStream = reinterpret_cast<decltype(setStream)>(dlsym(library, "cublasSetStream_v2"));
            multiply = reinterpret_cast<decltype(multiply)>(dlsym(library, "cublasSgemm_v2"));
        }
    }
};

} // namespace

void matmul(const float* a, const float* b, float* c, int64_t m, int64_t n, int64_t k, cudaStream_t stream)
{
    static Cublas cublas;
    const float one = 1;
    const float none = 0;
    cublas.setStream(cublas.handle, stream);
    // Its matrices lie column by column: the product of the two, each turned over, is the product turned over.
    cublas.multiply(cublas.handle, 0, 0, static_cast<int>(n), static_cast<int>(m), static_cast<int>(k), &one, b,
                    static_cast<int>(n), a, static_cast<int>(k), &none, c, static_cast<int>(n));
}
