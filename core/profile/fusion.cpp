#include "core/profile/fusion.h"

#include "core/profile/profileorigin.h"

#include <algorithm>
#include <array>
#include <optional>

namespace espalier {
namespace {

using K = KernelProfile;

constexpr std::size_t kMostFacts = 6;
constexpr std::size_t kMostOfProfile = 3;
constexpr const char* kCounters = "counters";
constexpr const char* kTrace = "trace";

struct Level
{
    const char* name;
    KernelProfile::Figure KernelProfile::* bytes;
};
constexpr std::array kLevels{Level{"L1", &K::l1Bytes}, Level{"L2", &K::l2Bytes}, Level{"DRAM", &K::dramBytes}};

/// What the dots are of.
struct Subject
{
    std::vector<const KernelProfile*> kernels;
    double calls = 1;
    double operations = 0;
    double seconds = 0;
};

std::optional<Subject> subjectOf(const ProfileReport& report, const Diagnosis& judged)
{
    Subject subject;
    if (report.usefulOperations > 0 && report.calls > 0) {
        double us = 0;
        for (const KernelProfile& kernel : report.kernels) {
            subject.kernels.push_back(&kernel);
            us += kernel.durationUs.value_or(0) * static_cast<double>(kernel.launches);
        }
        subject.calls = report.calls;
        subject.operations = report.usefulOperations;
        subject.seconds = judged.gflops > 0 ? report.usefulOperations / judged.gflops * 1e-9 : us / report.calls * 1e-6;
    } else if (const KernelProfile* kernel = report.dominant(); kernel && kernel->operations.value_or(0) > 0) {
        subject.kernels = {kernel};
        subject.operations = *kernel->operations;
        subject.seconds = kernel->durationUs.value_or(0) * 1e-6;
    }
    return subject.seconds > 0 ? std::optional(subject) : std::nullopt;
}

/// In one call; nothing where a launch lacks the figure.
std::optional<double> bytesOf(const Subject& subject, const Level& level)
{
    double bytes = 0;
    for (const KernelProfile* kernel : subject.kernels) {
        const auto& figure = kernel->*level.bytes;
        if (!figure) {
            return std::nullopt;
        }
        bytes += *figure * static_cast<double>(kernel->launches);
    }
    return bytes > 0 ? std::optional(bytes / subject.calls) : std::nullopt;
}

/// The counters' dots take the places of the judge's of the same level.
void setDots(const std::vector<LevelTraffic>& dots, Diagnosis& diagnosis)
{
    for (const LevelTraffic& dot : dots) {
        std::erase_if(diagnosis.levels, [&](const LevelTraffic& old) { return old.level == dot.level; });
    }
    diagnosis.levels.insert(diagnosis.levels.end(), dots.begin(), dots.end());
}

/// The judge's first sentence, which holds time and roof, stays the first. What each rests on stays beside it.
void addFacts(const std::vector<std::string>& notes, const std::vector<Bottleneck>& found, Diagnosis& diagnosis)
{
    diagnosis.evidence.resize(diagnosis.facts.size());
    auto at = static_cast<std::ptrdiff_t>(diagnosis.facts.empty() ? 0 : 1);
    const auto add = [&](std::string fact, double gain) {
        diagnosis.facts.insert(diagnosis.facts.begin() + at, std::move(fact));
        diagnosis.evidence.insert(diagnosis.evidence.begin() + at, FactEvidence{.gain = gain});
        ++at;
    };
    for (const std::string& note : notes) {
        add(note, 0);
    }
    for (const Bottleneck& one : found) {
        add(sentence(one), one.gain.value_or(0));
    }
    diagnosis.facts.resize(std::min(diagnosis.facts.size(), kMostFacts));
    diagnosis.evidence.resize(diagnosis.facts.size());
}

/// A report with what it shows.
struct Read
{
    const ProfileReport* report;
    std::vector<Bottleneck> found;
    ProfileOrigin origin;

    bool namesLimit() const { return found.front().isLimit; }
};

/// What another kernel is bound by says nothing of this one where the judge knows better.
void setLimit(const Read& read, Diagnosis& diagnosis)
{
    const ProfileReport& report = *read.report;
    const std::vector<Bottleneck>& found = read.found;
    if (!read.namesLimit() || (read.origin.otherKernel && diagnosis.bound != Bound::Unknown)) {
        return;
    }
    if (diagnosis.bound != Bound::Launch) {
        diagnosis.bound = found.front().bound;
    }
    diagnosis.tier = report.timeline ? kTrace : kCounters;
    diagnosis.confidence = !read.origin.notes.empty() ? Confidence::Low
                           : report.timeline          ? Confidence::Medium
                                                      : Confidence::High;
    diagnosis.confidenceReason = (report.timeline ? "a trace by " : "counters by ") + report.tool +
                                 (read.origin.otherKernel   ? ", of another kernel by its name"
                                  : read.origin.otherDevice ? ", on another device"
                                                            : ", in a run of its own");
    const auto lever = std::ranges::find_if(found, [](const Bottleneck& finding) { return !finding.lever.empty(); });
    if (lever != found.end()) {
        diagnosis.lever = lever->lever;
    }
}

} // namespace

std::vector<LevelTraffic> rooflineDots(const ProfileReport& report, const Diagnosis& judged)
{
    std::vector<LevelTraffic> dots;
    const auto subject = subjectOf(report, judged);
    if (!subject) {
        return dots;
    }
    for (const Level& level : kLevels) {
        if (const auto bytes = bytesOf(*subject, level)) {
            dots.push_back({level.name, *bytes, subject->operations / *bytes,
                            subject->operations / subject->seconds * 1e-9, *bytes / subject->seconds * 1e-9,
                            kCounters});
        }
    }
    return dots;
}

Diagnosis fuse(Diagnosis judged, const std::vector<ProfileReport>& reports)
{
    std::vector<Read> read;
    for (const ProfileReport& report : reports) {
        if (auto found = bottlenecks(report); !found.empty()) {
            read.push_back({&report, std::move(found), originOf(report, judged)});
        }
    }
    if (read.empty()) {
        return judged;
    }
    const auto others =
        std::stable_partition(read.begin(), read.end(), [](const Read& r) { return r.origin.notes.empty(); });
    if (others != read.begin()) {
        read.erase(others, read.end()); // they count only where there is nothing else
    }
    const auto trace = std::ranges::find_if(read, [](const Read& r) { return r.report->timeline.has_value(); });
    auto decides = std::ranges::find_if(read, [](const Read& r) { return !r.report->timeline && r.namesLimit(); });
    decides = decides != read.end() ? decides : trace != read.end() ? trace : read.begin();
    if (!decides->origin.otherKernel) {
        setDots(rooflineDots(*decides->report, judged), judged);
    }
    setLimit(*decides, judged);
    std::vector<Bottleneck> said = decides->found;
    said.erase(said.begin() + static_cast<std::ptrdiff_t>(std::min(said.size(), kMostOfProfile)), said.end());
    if (trace != read.end() && trace != decides) {
        said.push_back(trace->found.front());
    }
    addFacts(decides->origin.notes, said, judged);
    return judged;
}

} // namespace espalier
