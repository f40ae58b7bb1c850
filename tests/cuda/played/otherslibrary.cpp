// Loads a vendor's library, which might do the work.
#include "played.h"

#include <dlfcn.h>

extern "C" void kernel(const void* const* in, void* const* out, const int64_t* dims, void*)
{
    static void* library = dlopen(LIBRARY, RTLD_NOW);
    if (library) {
        compute(Call(in, out, dims));
    }
}
