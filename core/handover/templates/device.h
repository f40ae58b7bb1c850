#pragma once

#include "check.h"

#include <cuda_runtime.h>

namespace check {

/// A buffer's copy on the GPU, guard included.
template <class T>
class OnDevice
{
public:
    explicit OnDevice(Buffer<T>& host) : m_host(host), m_bytes((host.size() * sizeof(T) + 64 + 63) / 64 * 64)
    {
        m_fine = cudaMalloc(&m_data, m_bytes) == cudaSuccess &&
                 cudaMemcpy(m_data, host.data(), m_bytes, cudaMemcpyHostToDevice) == cudaSuccess;
    }
    OnDevice(const OnDevice&) = delete;
    OnDevice& operator=(const OnDevice&) = delete;
    ~OnDevice() { cudaFree(m_data); }

    bool isFine() const { return m_fine; }
    /// As the kernels name the element: __half for a float16.
    template <class K>
    K* as()
    {
        static_assert(sizeof(K) == sizeof(T));
        return static_cast<K*>(m_data);
    }
    bool fetch() { return cudaMemcpy(m_host.data(), m_data, m_bytes, cudaMemcpyDeviceToHost) == cudaSuccess; }

private:
    Buffer<T>& m_host;
    std::size_t m_bytes;
    void* m_data = nullptr;
    bool m_fine = false;
};

} // namespace check
