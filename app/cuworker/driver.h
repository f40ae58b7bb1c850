#pragma once

#include "core/cuda/cudafit.h"
#include "core/cuda/sharedcalls.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace espalier {

/// The first NVIDIA GPU by CUDA's driver interface, which is opened (libcuda.so.1) when it is first asked for anything,
/// so that this program starts where there is none. The card's settings are left as they are. One thread.
class Driver final : public SharedCalls
{
public:
    /// With a context of its own. The error says what is missing.
    static Result<std::unique_ptr<Driver>> open();
    ~Driver() override;

    const std::string& name() const { return m_name; } ///< "NVIDIA H100 80GB HBM3"
    CudaArchitecture architecture() const { return m_architecture; }
    /// A CUdevice_attribute of it.
    Result<int> attribute(int which) const;

    /// Takes a compiled program whose kernels launch() finds from then on. Once.
    Result<void> loadProgram(std::string_view cubin);

    Result<Address> allocate(std::size_t bytes) override;
    Result<void> copyIn(Address to, const std::byte* from, std::size_t bytes) override;
    Result<void> copyOut(std::byte* to, Address from, std::size_t bytes) override;
    Result<void> emptyCache() override;
    Result<void> startClock() override;
    Result<void> launch(const CudaLaunch& launch) override;
    Result<double> stopClock() override;

    Result<Shared> share(std::size_t bytes) override;
    void unshare(Address address, std::size_t bytes) override;
    Result<Address> openShared(int fd, std::size_t bytes) override;
    void pin(const std::byte* begin, std::size_t bytes, bool readOnly) override;
    void unpin(const std::byte* begin) override;
    Result<void> copyWithin(Address to, Address from, std::size_t bytes) override;
    Result<void> waitForAll() override;
    /// The loaded program's kernel `nothing`.
    Result<double> look() override;
    void* stream() override;
    /// Who waits for the clock to stop sleeps no more: the judge's clock runs meanwhile (core/cuda/awakewait.h).
    Result<void> waitAwake();
    /// Why memory cannot be shared between processes here; nothing where it can.
    Result<void> canShare() const;

private:
    struct Handles;

    Driver();

    Result<void> openDevice();
    Result<Address> mapPiece(unsigned long long piece, std::size_t bytes);
    Result<std::size_t> wholePieces(std::size_t bytes) const;

    std::string m_name;
    CudaArchitecture m_architecture;
    std::unique_ptr<Handles> m_handles;
};

} // namespace espalier
