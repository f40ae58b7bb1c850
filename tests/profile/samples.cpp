#include "tests/profile/samples.h"

#include "core/base/file.h"

#include <cstdio>
#include <cstdlib>

namespace espalier::test {

std::string sample(const char* name)
{
    const auto text = readFile(std::string(ESPALIER_SOURCE_DIR "/tests/profile/data/") + name);
    if (!text) {
        std::fprintf(stderr, "%s\n", text.error().sentence().c_str());
        std::abort();
    }
    return *text;
}

ProfileReport sampleReport(const char* format, const char* name)
{
    const auto report = readProfile(format, sample(name));
    if (!report) {
        std::fprintf(stderr, "%s\n", report.error().sentence().c_str());
        std::abort();
    }
    return *report;
}

ProfileReport onlyKernel(ProfileReport report, const char* start)
{
    std::erase_if(report.kernels, [start](const KernelProfile& kernel) { return !kernel.name.starts_with(start); });
    return report;
}

} // namespace espalier::test
