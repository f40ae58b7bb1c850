#pragma once

#include "core/task/sharedlibrary.h"

#include <initializer_list>

namespace espalier {

using Library = std::shared_ptr<const SharedLibrary>;

/// The first of the libraries that opens, each name first where the loader looks, then in the folders (which end with a
/// slash). Null where there is none. Never closed: NVIDIA's have work to do when the process ends.
const Library& openForGood(std::initializer_list<const char*> names, std::initializer_list<const char*> folders);

/// Whether the library has the function.
template <class F>
bool findFunction(const SharedLibrary& library, const char* name, F& function)
{
    function = reinterpret_cast<F>(library.symbol(name));
    return function != nullptr;
}

} // namespace espalier
