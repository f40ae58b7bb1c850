#include "core/handover/handover.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/words.h"
#include "core/cuda/hostentry.h"
#include "core/evaluate/target/cputarget.h"
#include "core/evaluate/target/cudatarget.h"
#include "core/evaluate/target/tritontarget.h"
#include "core/evaluate/toolchain/compileoptions.h"
#include "core/search/storedcandidate.h"
#include "core/task/licence.h"
#include "core/task/recordedtask.h"

#include <algorithm>

namespace espalier::handover {
namespace {

constexpr std::size_t kSourceCap = std::size_t{1} << 20; ///< bytes

/// Why a session's kernels cannot be called by a dispatcher.
std::optional<Error> refused(const SessionInfo& session)
{
    const std::string& target = session.settings.target;
    if (target == "cpu" || target == "cuda" || target == "triton") {
        return std::nullopt;
    }
    return Error{ErrorKind::Usage, "no dispatcher is written for the target " + target,
                 "only kernels in C++, CUDA C++ and Triton are called by one",
                 "export a node as a patch, or the session as a report"};
}

/// A class of this name at the beginning of a line, as Python defines one.
bool definesClass(const std::string& source, const std::string& name)
{
    for (std::size_t at = source.find("class " + name); at != std::string::npos;
         at = source.find("class " + name, at + 1)) {
        const std::size_t end = at + 6 + name.size();
        if ((at == 0 || source[at - 1] == '\n') && end < source.size() &&
            std::string_view("(: \t").find(source[end]) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

/// Whether what is written can call it, and what it asks of a compiler is harmless.
bool mayShip(const Candidate& candidate, const std::string& target)
{
    if (target == "cpu") {
        return candidate.language == "cpp" && !refusedOption(candidate.options);
    }
    if (target == "triton") {
        return candidate.language == "triton" && definesClass(candidate.source, "TritonModel");
    }
    const auto tier = statedTier(candidate.source);
    const bool plainOptions = std::ranges::all_of(candidate.options, [](const std::string& option) {
        return option.size() < 100 && option.starts_with("--") &&
               option.find_first_of(" ;\"\\/$\n\t") == std::string::npos;
    });
    return candidate.language == "cuda" && tier && *tier == 1 && plainOptions;
}

Result<void> addCompiledBaselines(Handover& handover, std::vector<Target::Baseline> list)
{
    const auto named = [&](const std::string& name) {
        return std::ranges::find(list, name, [](const Target::Baseline& b) { return b.name; });
    };
    const auto fastest = named(handover.table.baseline);
    const auto own = fastest != list.end() && fastest->link.empty() ? fastest : named("compiled");
    if (own == list.end()) {
        return Error{ErrorKind::Machine, "the baseline of " + handover.task.name + " cannot be made", "",
                     "repair the task's seed"};
    }
    handover.baseline = HandedKernel{"baseline", own->candidate, {}};
    if (fastest != list.end() && !fastest->link.empty()) {
        handover.vendor = HandedKernel{"baseline_vendor", fastest->candidate, fastest->link};
    }
    return {};
}

/// In Triton's sessions the baseline is PyTorch, or the plain seed where that was faster.
Result<void> addPythonBaseline(Handover& handover)
{
    const bool isSeed = handover.table.baseline == "plain";
    const auto file = handover.task.folder / (isSeed ? "seed_triton.py" : "reference.py");
    auto source = readFile(file, kSourceCap);
    if (!source) {
        return source.error();
    }
    if (!definesClass(*source, isSeed ? "TritonModel" : "PytorchModel")) {
        return Error{ErrorKind::Usage, "no dispatcher can be written for the task " + handover.task.name,
                     file.string() + " is not in the paper's form, with a model made without arguments",
                     "export a node as a patch, or the session as a report"};
    }
    const TorchForm form = TorchForm::named(handover.table.baseline).value_or(kTorchForms.front());
    handover.baseline =
        HandedKernel{"baseline", isSeed ? TritonTarget::plain(*std::move(source)) : form.of(*std::move(source)), {}};
    return {};
}

Result<void> addBaseline(Handover& handover)
{
    const std::string& target = handover.session.settings.target;
    if (handover.table.fallback == Fallback::Framework) {
        return {}; // the compiled seed in its place would be slower than what the caller has already
    }
    if (target == "triton") {
        return addPythonBaseline(handover);
    }
    auto list = target == "cpu" ? CpuTarget::baselinesOf(handover.task) : CudaTarget::baselinesOf(handover.task);
    return list ? addCompiledBaselines(handover, *std::move(list)) : list.error();
}

} // namespace

std::vector<HandedKernel> withBaseline(const Handover& handover)
{
    std::vector<HandedKernel> all = handover.kernels;
    if (handover.baseline) {
        all.push_back(*handover.baseline);
    }
    return all;
}

std::string kernelName(NodeNumber node)
{
    return "node_" + std::to_string(node);
}

std::string originText(const SessionInfo& session)
{
    const SessionSettings& settings = session.settings;
    return "session " + std::to_string(session.id) + " (" + settings.task + ", " + settings.target + ")" +
           (settings.program.empty() ? "" : " of " + settings.program);
}

Result<Handover> collectHandover(Store& store, const SessionInfo& session, const DispatchOptions& options)
{
    if (const auto error = refused(session)) {
        return *error;
    }
    Result<Task> task = recordedTask(shareFolder() / "tasks", session.settings.task, session.settings.taskFolder);
    if (!task) {
        return task.error();
    }
    const auto ships = [&](const Node& node) {
        const Result<Candidate> candidate = storedCandidate(store, node);
        return candidate ? Result<bool>(mayShip(*candidate, session.settings.target)) : Result<bool>(candidate.error());
    };
    Result<DispatchTable> table = makeDispatchTable(store, session, *task, options, ships);
    if (!table) {
        return table.error();
    }
    const std::string licence = licenceOf(task->folder);
    Handover handover{session, *std::move(task), licence, *std::move(table), {}, {}, {}};
    for (const NodeNumber number : handover.table.nodes()) {
        const Result<Node> node = store.node(session.id, number);
        Result<Candidate> candidate = node ? storedCandidate(store, *node) : node.error();
        if (!candidate) {
            return candidate.error();
        }
        handover.kernels.push_back({kernelName(number), *std::move(candidate), {}});
    }
    const Result<void> based = addBaseline(handover);
    return based ? Result<Handover>(std::move(handover)) : based.error();
}

} // namespace espalier::handover
