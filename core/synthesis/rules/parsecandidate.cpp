#include "core/synthesis/rules/parsecandidate.h"

#include "core/opencl/manifest.h"
#include "core/synthesis/rules/triton/tritonrule.h"

namespace espalier::rules {

Result<std::shared_ptr<const Kernel>> parseCandidate(const Candidate& candidate, const Task& task)
{
    if (candidate.language == "triton") {
        return parseTritonKernel(candidate.source);
    }
    if (candidate.language != "opencl" && candidate.language != "cuda") {
        return parseKernel(candidate.source, task.header(), task.name);
    }
    const auto manifest = Manifest::parse(candidate.source, KernelSignature::of(task));
    if (!manifest) {
        return manifest.error();
    }
    const std::string& first = manifest->launches.front().kernel;
    return candidate.language == "cuda" ? parseCudaKernel(candidate.source, first)
                                        : parseDeviceKernel(candidate.source, first);
}

} // namespace espalier::rules
