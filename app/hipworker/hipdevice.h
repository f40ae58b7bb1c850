#pragma once

#include "core/cuda/cudacalls.h"

#include <memory>
#include <string>
#include <string_view>

namespace espalier {

/// What the runtime says of a GPU.
struct HipFacts
{
    std::string name;         ///< "AMD Instinct MI210"
    std::string architecture; ///< "gfx90a"
    int computeUnits = 0;
    int waveLanes = 0;
    int sharedBytes = 0; ///< LDS that one block can have
};

/// The first AMD GPU by HIP's runtime, which is opened (libamdhip64.so) when it is first asked for anything, so that
/// this program starts where there is none. The card's settings are left as they are. One thread.
class HipDevice final : public CudaCalls
{
public:
    /// The error says what is missing.
    static Result<std::unique_ptr<HipDevice>> open();
    ~HipDevice() override;

    const HipFacts& facts() const { return m_facts; }

    /// Takes a code object whose kernels launch() finds from then on. Once.
    Result<void> loadProgram(std::string_view codeObject);
    /// Keeps memory of this process in place, so that the device copies it itself. Where it is refused, copies are
    /// slower and nothing else changes.
    void pin(std::byte* begin, std::size_t bytes);

    Result<Address> allocate(std::size_t bytes) override;
    Result<void> copyIn(Address to, const std::byte* from, std::size_t bytes) override;
    Result<void> copyOut(std::byte* to, Address from, std::size_t bytes) override;
    Result<void> emptyCache() override;
    Result<void> startClock() override;
    Result<void> launch(const CudaLaunch& launch) override;
    Result<double> stopClock() override;

private:
    struct Handles;

    HipDevice();

    Result<void> openDevice();
    Result<void> readFacts();

    HipFacts m_facts;
    std::unique_ptr<Handles> m_handles;
};

} // namespace espalier
