#include "core/evaluate/bundle/runbundle.h"

#include "core/base/file.h"
#include "core/task/tasklibrary.h"

#include <array>
#include <unistd.h>

namespace espalier {
namespace {

std::string hostName()
{
    std::array<char, 256> name{};
    gethostname(name.data(), name.size() - 1);
    return name.data();
}

Evaluation judge(LocalEvaluator& evaluator, const OpenBundle& bundle, std::size_t i, const BundleCallback& tell,
                 const std::stop_token& stop)
{
    const std::string& name = bundle.job.candidates[i].name;
    const StageCallback stage = [&](std::string_view what) { tell(name + ": " + std::string(what)); };
    Evaluation evaluation = evaluator.evaluate(bundle.candidates[i], stage, stop);
    if (bundle.job.finalist && isValid(evaluation.verdict) && !stop.stop_requested()) {
        evaluation = evaluator.confirm(bundle.candidates[i], std::move(evaluation), 0, stage, stop);
    }
    return evaluation;
}

} // namespace

Result<OpenBundle> openBundleToRun(const std::filesystem::path& folder)
{
    return openBundle(folder, {kBundleTask, "candidates", "bin", "lib", "run"});
}

Result<BundleResult> runBundle(const std::filesystem::path& folder, const OpenBundle& bundle,
                               LocalEvaluatorOptions options, const BundleCallback& tell, std::stop_token stop)
{
    const Result<Task> task = loadTask(folder / kBundleTask);
    if (!task) {
        return task.error();
    }
    if (task->name != bundle.job.task) {
        return badBundle(folder, "its task is " + task->name + " and its job is of " + bundle.job.task);
    }
    options.tellRacing = [&] { tell("racing the baselines of " + task->name); };
    options.target = bundle.job.target;
    const auto evaluator = LocalEvaluator::open(*task, options, stop);
    if (!evaluator) {
        return evaluator.error();
    }
    BundleResult result;
    result.job = bundle.checksum;
    result.host = hostName();
    result.fingerprint = machineFingerprint();
    result.baselines = (*evaluator)->baselines();
    result.fastest = (*evaluator)->fastestBaseline().name;
    for (std::size_t i = 0; i < bundle.candidates.size(); ++i) {
        result.evaluations.push_back(judge(**evaluator, bundle, i, tell, stop));
        result.artefacts.push_back(bundle.job.candidates[i].artefact);
        if (stop.stop_requested()) {
            return Error{ErrorKind::Interrupted, "interrupted before every candidate had its verdict", "",
                         "run it again"};
        }
    }
    if (const auto written = writeFileAtomic(folder / kBundleResult, toText(result)); !written) {
        return written.error();
    }
    return result;
}

} // namespace espalier
