#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace espalier {

/// Memory of arrays of some hundred megabytes: in huge pages where the system has them, and not written to before its
/// user does, who may be several threads. First touches are most of what such an array costs: 0.19 s for 420 MB in
/// pages of 4 KB, 0.03 s in huge ones, on memory that the machine had in use before.
template <class T>
class LargeAllocator
{
public:
    using value_type = T;

    LargeAllocator() = default;
    template <class U>
    explicit LargeAllocator(const LargeAllocator<U>&)
    {
    }

    T* allocate(std::size_t count)
    {
        const std::size_t bytes = count * sizeof(T);
        const std::size_t alignment = bytes >= kHugePage ? kHugePage : kLine;
        void* memory = std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
        if (memory == nullptr) {
            throw std::bad_alloc();
        }
#ifdef MADV_HUGEPAGE
        if (bytes >= kHugePage) {
            madvise(memory, bytes, MADV_HUGEPAGE); // a wish; refused, it is as it was
        }
#endif
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t) { std::free(memory); }

    /// vector(n) and resize(n) leave new elements as they lie there.
    template <class U>
    void construct(U* place)
    {
        ::new (static_cast<void*>(place)) U;
    }
    template <class U, class... Arguments>
    void construct(U* place, Arguments&&... arguments)
    {
        ::new (static_cast<void*>(place)) U(std::forward<Arguments>(arguments)...);
    }

    bool operator==(const LargeAllocator&) const { return true; }

private:
    static constexpr std::size_t kHugePage = std::size_t{2} << 20;
    static constexpr std::size_t kLine = 64;
};

/// Aligned to 64 bytes at least. Elements of a size alone are uninitialised; of numbers only.
template <class T>
using LargeVector = std::vector<T, LargeAllocator<T>>;

} // namespace espalier
