// Calls a vendor's library that is not there.
#include "played.h"

#include <dlfcn.h>

extern "C" void kernel(const void* const* in, void* const* out, const int64_t* dims, void*)
{
    void* library = dlopen("libcublas.so.0", RTLD_NOW);
    void* function = library ? dlsym(library, "cublasSgemm_v2") : nullptr;
    reinterpret_cast<void (*)()>(function)();
    compute(Call(in, out, dims));
}
