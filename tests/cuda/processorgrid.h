#pragma once

#include "core/base/result.h"
#include "core/task/sharedlibrary.h"
#include "core/task/task.h"
#include "recordingdevice.h"

#include <filesystem>
#include <memory>
#include <string>

namespace espalier::test {

/// The kernels of a CUDA source, compiled by the processor's compiler and run there: block after block, the threads of
/// a block in turn, as fibres that change at barriers and shuffles where there are any. What a GPU would leave
/// undefined is a fault here: a barrier or shuffle that not all threads of the block or warp reach, and one that waits
/// for a thread that has ended.
class ProcessorGrid
{
public:
    /// In which order threads come; what needs a barrier and has none shows in one of the two.
    enum class Order { Forwards, Backwards };

    static Result<ProcessorGrid> build(const std::string& source, const std::filesystem::path& library);

    /// Runs a launch on the device's memory. A fault is kept in fault() and ends the launch.
    void run(RecordingDevice& device, const CudaLaunch& launch, Order order);
    const std::string& fault() const { return m_fault; }

private:
    std::shared_ptr<const SharedLibrary> m_library;
    bool m_waits = false; ///< its threads wait for each other; else they need no stacks of their own
    std::string m_fault;
};

/// Compiles a candidate of the task and calls it at its small sizes (smoke and hidden), in both orders; what is wrong
/// with the first wrong output or what went wrong, empty where all is right. `folder` takes what is built.
std::string whatIsWrong(const Task& task, const std::string& source, const std::filesystem::path& folder);

} // namespace espalier::test
