#include "workshop.h"

#include "core/base/file.h"
#include "core/evaluate/target/cudatarget.h"
#include "core/opencl/deviceprogram.h"
#include "seeds.h"

namespace espalier::test {

std::string whyNoCompiler()
{
    const auto machine = CudaTarget::machine(ESPALIER_BIN_DIR);
    return machine ? "" : machine.error().sentence();
}

Workshop::Workshop(const std::string& name)
    : task(shippedTask(name)),
      toolchain(task, folder.path(), findProgram(ESPALIER_BIN_DIR, "espalier-cuworker"),
                examineSandbox(findProgram(ESPALIER_BIN_DIR, "espalier-worker"), findBubblewrap()), CudaArchitecture())
{
}

BuildOutcome Workshop::build(const std::string& source, const std::vector<std::string>& options)
{
    return toolchain.build({"cuda", "nvrtc", options, source});
}

std::string cubinOf(const BuildOutcome& outcome)
{
    const auto bytes = outcome.library ? readFile(*outcome.library) : Result<std::string>(std::string());
    const auto program = bytes ? DeviceProgram::fromBytes(*bytes) : Result<DeviceProgram>(bytes.error());
    return program ? program->binary : std::string();
}

} // namespace espalier::test
