#pragma once

#include "core/evaluate/finalist/sanitizers.h"
#include "core/evaluate/judge/workerkind.h"
#include "core/evaluate/toolchain/toolchain.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace espalier {

/// Where candidates run and in what they are written: who builds them, which worker runs them, and what there is to
/// beat. The judge, its checks and its statistics are the same for all.
class Target
{
public:
    struct Baseline
    {
        std::string name;
        Candidate candidate;
        std::vector<std::string> link;      ///< linker flags
        std::optional<WorkerKind> worker{}; ///< what runs it, where that is not what runs the candidates
    };

    virtual ~Target() = default;

    /// The program that runs what build() made.
    virtual std::filesystem::path worker() const = 0;
    /// The first is `plain`, the seed as it is; one is `compiled`, the seed as a compiler makes it fast.
    virtual Result<std::vector<Baseline>> baselines() const = 0;
    /// One sentence on baselines that the target would have elsewhere; nothing where it has all.
    virtual std::optional<std::string> missingBaselines() const { return std::nullopt; }
    /// Callable from several threads at once.
    virtual BuildOutcome build(const Candidate& candidate, const std::vector<std::string>& link,
                               std::stop_token stop) = 0;
    /// What the sanitizers say of a finalist, where there are any for its language. Callable from several threads at
    /// once.
    virtual SanitizerReport sanitize(const Candidate& candidate, const std::stop_token& stop) const = 0;
    /// How much is in a candidate's hands: 1 device code that we launch, 2 native code, 3 a language's interpreter.
    virtual int tier() const = 0;
    /// Whether kernels run on a device of its own, which has its own clock and its own cases, and of which the roofs of
    /// the processor say nothing.
    virtual bool onDevice() const { return false; }
    /// What that device can do at most, measured once and kept; run it where nothing else runs on it. Fails for targets
    /// without one.
    virtual Result<DeviceRoofs> deviceRoofs() const;
    /// Without, candidates are checked here and no more.
    virtual bool isTimed() const { return true; }
    /// What the worker becomes, where it is an interpreter.
    virtual std::optional<Interpreter> interpreter() const { return std::nullopt; }
    virtual Patience patience() const { return {}; }
    /// Whether what is built is a shared library whose instructions can be read.
    virtual bool disassembles() const = 0;
};

/// The names `--target` takes: "cpu", "opencl", "cuda", "hip", "triton".
const std::vector<std::string>& targetNames();

/// Why the target cannot run this task on any machine; none where it can. openTarget() and plainSeed() say it too.
std::optional<Error> refusedTask(const Task& task, const std::string& target);

/// Why this machine cannot search for the target, whatever the task: what openTarget() and the baselines would fail
/// with; none where it can. Starts a program for all but cpu; opencl's and triton's take 0.1 s, hip's 0.3 s. Searches
/// for hip cannot be made anywhere, because nothing here writes its candidates; for triton a GPU is needed, without
/// which its kernels are checked and not timed.
std::optional<Error> targetProblem(const std::string& name, const std::filesystem::path& programs = {});

/// `folder` is where builds go, `programs` where the workers may be besides their usual places, `sandbox`
/// what holds here. Fails when there is no
/// such target, or when this machine lacks what it needs.
Result<std::unique_ptr<Target>> openTarget(const std::string& name, const Task& task,
                                           const std::filesystem::path& folder, const std::filesystem::path& programs,
                                           const Sandbox& sandbox);

/// What a search for the target starts from: the task's plain seed with the options of the baseline `plain`.
Result<Candidate> plainSeed(const Task& task, const std::string& target);

/// A program of ours: in `programs`, beside the running program, or in the bin folder beside its folder. Empty when it
/// is in none of them.
std::filesystem::path findProgram(const std::filesystem::path& programs, const std::string& name);

} // namespace espalier
