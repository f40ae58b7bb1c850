#include "core/task/taskcheck.h"

#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/task/generator.h"
#include "core/task/kernelrun.h"
#include "core/task/reference.h"
#include "core/task/tasklibrary.h"
#include "core/task/triviality.h"
#include "core/task/variedinputs.h"
#include "core/task/wording.h"

#include <cmath>

namespace espalier {
namespace {

constexpr std::size_t kHiddenWanted = 3;
constexpr double kCpuBytesCap = 1024.0 * 1024 * 1024;
constexpr std::chrono::milliseconds kSeedLimit{20'000};
constexpr std::uint64_t kSeed = 20240229; ///< the check says the same each time

double bytesOf(const Task& task, const Case& c)
{
    double bytes = 0;
    for (const Tensor& tensor : task.inputs) {
        bytes += static_cast<double>(tensor.bytes(c.dims));
    }
    for (const Tensor& tensor : task.outputs) {
        bytes += static_cast<double>(tensor.bytes(c.dims));
    }
    return bytes;
}

void checkCases(const Task& task, std::vector<std::string>& findings)
{
    if (task.casesOf(CaseRole::Hidden).size() < kHiddenWanted) {
        findings.push_back(
            "task.json, cases: there are fewer than three hidden cases; add odd, prime and size-1 dims, so that "
            "a kernel made for the shown sizes alone is found out.");
    }
    for (const Case& c : task.cases) {
        const double held = bytesOf(task, c);
        if (task.bytes.value(c.dims) > held * 1.0001) {
            findings.push_back("task.json, bytes: in case " + inQuotes(c.name) +
                               " it is more than all inputs and outputs hold together; count each of them once.");
        }
        if (c.role != CaseRole::Gpu && held > kCpuBytesCap) {
            findings.push_back("task.json, cases: " + inQuotes(c.name) +
                               " needs more than 1 GiB of memory, too much to check it often; make it smaller.");
        }
    }
}

/// What is odd about the reference's answer alone, or an empty text.
std::string answerFault(const Task& task, const std::vector<ExpectedOutput>& expected)
{
    for (std::size_t o = 0; o < expected.size(); ++o) {
        std::size_t finite = 0;
        for (const double value : expected[o].floats) {
            finite += std::isfinite(value) ? 1 : 0;
        }
        if (static_cast<double>(finite) < 0.999 * static_cast<double>(expected[o].floats.size())) {
            return task.outputs[o].name + " is not finite or was not written in more than one element of a thousand";
        }
    }
    return {};
}

Result<void> buildSeed(const Task& task, const std::filesystem::path& library)
{
    const Result<std::string> seed = readFile(task.seedFile(), std::size_t{1} << 20);
    if (!seed) {
        return seed.error();
    }
    return buildSharedLibrary({{"task.h", task.header()}, {"candidate.cpp", *seed}, {"main.cpp", task.entryPoint()}},
                              {"-O2"}, library, task.seedFile().string());
}

/// Compares the seed with the reference in one case; findings go to the list, false ends the comparing.
bool compareSeed(const Task& task, const Case& c, const ReferenceLibrary& reference,
                 const std::filesystem::path& library, Rng& rng, std::vector<std::string>& findings)
{
    const InputSet inputs(task, c.dims, rng);
    const std::vector<ExpectedOutput> expected = reference.expected(c.dims, inputs.constBuffers());
    const std::string where = " in case " + inQuotes(c.name);
    if (const std::string fault = answerFault(task, expected); !fault.empty()) {
        findings.push_back("reference.cpp:" + where + " " + fault +
                           "; write every element, from inputs that do not overflow.");
        return false;
    }
    const auto outputs = runKernel(task, library, c.dims, inputs.constBuffers(), kSeedLimit);
    if (!outputs) {
        findings.push_back("seed.cpp:" + where + " " + outputs.error().why + "; correct it.");
        return false;
    }
    for (std::size_t o = 0; o < task.outputs.size(); ++o) {
        if (const auto mismatch =
                compareOutput(task.outputs[o], c.dims, (*outputs)[o].data(), expected[o], task.tolerance)) {
            findings.push_back("seed.cpp:" + where + " it differs from reference.cpp: " + mismatch->sentence +
                               "; correct whichever is wrong, or widen the tolerance if both are right.");
        }
    }
    return true;
}

/// Whether the seed keeps well within the tolerance on inputs varied in this way, in some smoke or hidden case.
bool standsVariation(const Task& task, const ReferenceLibrary& reference, const std::filesystem::path& library,
                     Variation variation, Rng& rng)
{
    for (const Case& c : task.cases) {
        const bool tried = c.role == CaseRole::Smoke || c.role == CaseRole::Hidden;
        const auto set = tried ? drawChecked(task, c, reference, variation, rng) : std::nullopt;
        const auto outputs = set ? runKernel(task, library, c.dims, set->inputs.constBuffers(), kSeedLimit) : Error{};
        bool within = bool(outputs);
        for (std::size_t o = 0; within && o < task.outputs.size(); ++o) {
            within = usedShare(task.outputs[o], (*outputs)[o].data(), set->expected[o], task.tolerance) <= kSoundShare;
        }
        if (within) {
            return true;
        }
    }
    return false;
}

void compareSeed(const Task& task, const ReferenceLibrary& reference, TaskReport& report)
{
    std::vector<std::string>& findings = report.findings;
    const TemporaryFolder folder("espalier-check");
    const std::filesystem::path library = folder.path() / "seed.so";
    if (const Result<void> built = buildSeed(task, library); !built) {
        findings.push_back(built.error().sentence());
        return;
    }
    Rng rng(kSeed);
    for (const Case& c : task.cases) {
        const bool tried = c.role == CaseRole::Smoke || c.role == CaseRole::Hidden;
        if (tried && !compareSeed(task, c, reference, library, rng, findings)) {
            return;
        }
    }
    for (const Variation variation : task.variations) {
        if (!standsVariation(task, reference, library, variation, rng)) {
            const std::string name(toText(variation));
            report.unsteady.push_back(variation);
            findings.push_back("task.json, variations: in no smoke or hidden case does seed.cpp keep to half of the "
                               "tolerance when the inputs are varied as " +
                               inQuotes(name) +
                               (isOptIn(variation) ? "; take it out of with." : "; add it to without."));
        }
    }
}

} // namespace

Result<TaskReport> checkTask(const std::filesystem::path& folder)
{
    const Result<Task> task = loadTask(folder);
    if (!task) {
        return task.error();
    }
    TaskReport report{task->name, {}, {}};
    checkCases(*task, report.findings);
    const auto reference = ReferenceLibrary::load(*task);
    if (!reference) {
        if (reference.error().kind == ErrorKind::Machine) {
            return reference.error();
        }
        report.findings.push_back(reference.error().sentence());
        return report;
    }
    const std::size_t before = report.findings.size();
    if (!task->needsGpu()) { // its seed is device code, which the target checks before anything else
        compareSeed(*task, **reference, report);
    }
    if (report.findings.size() == before) { // a gate on an unsound reference would only repeat it
        for (std::string& pass : trivialPasses(*task, **reference, kSeed)) {
            report.findings.push_back(pass + ".");
        }
    }
    return report;
}

} // namespace espalier
