#include "app/cuworker/build.h"

#include "app/cuworker/nvrtc.h"
#include "core/base/file.h"

#include <cstdio>
#include <sstream>

namespace espalier {
namespace {

constexpr std::size_t kSourceCap = std::size_t{4} << 20;

int refused(const Error& error)
{
    std::printf("error: %s\n", error.sentence().c_str());
    return 1;
}

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

} // namespace

int buildCubin(const std::string& architecture)
{
    const auto source = readFile("candidate.cu", kSourceCap);
    const auto options = readFile("options.txt", kSourceCap);
    if (!source || !options) {
        return refused(source ? options.error() : source.error());
    }
    const auto nvrtc = Nvrtc::open();
    if (!nvrtc) {
        return refused(nvrtc.error());
    }
    const auto compiled = nvrtc->compile(*source, architecture, linesOf(*options));
    if (!compiled) {
        return refused(compiled.error());
    }
    std::fputs(compiled->log.c_str(), stdout);
    if (compiled->cubin.empty()) {
        return 1;
    }
    const auto written = writeFileAtomic("candidate.cubin", compiled->cubin);
    if (!compiled->ptx.empty()) {
        (void)writeFileAtomic("candidate.ptx", compiled->ptx); // for people; a build does without
    }
    return written ? 0 : refused(written.error());
}

} // namespace espalier
