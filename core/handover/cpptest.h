#pragma once

#include "core/handover/handover.h"

namespace espalier::handover {

/// The generated test of a dispatcher in C++ or CUDA C++, one program without a framework: at every smoke and hidden
/// case of the task and every measured one it draws inputs as the task describes them, and checks that the dispatcher
/// picks what the table says, that what it calls is right, and that each kernel by itself is. Exit code 77 where there
/// is no GPU for it. Needs check.h, number.h, the reference, and for CUDA device.h.
std::string dispatcherTest(const Handover& handover);

/// The task's reference as a file of its own; for tasks with 16-bit tensors in CUDA `halffloat.h` must stand beside it.
Result<std::string> referenceSource(const Handover& handover);

/// A case that the test goes through, and what is called there.
struct TestedCase
{
    std::string name;
    std::vector<std::int64_t> sizes;
    std::string choice; ///< "node 12", "baseline"; empty where only the nearest shape says
};

/// Smoke, measured and hidden ones, each size once.
std::vector<TestedCase> testedCases(const Handover& handover);

} // namespace espalier::handover
