#include "core/evaluate/bundle/writebundle.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/newfolder.h"
#include "core/evaluate/bundle/bundleprograms.h"
#include "core/evaluate/target/target.h"

#include <algorithm>
#include <utility>

namespace espalier {
namespace {

namespace fs = std::filesystem;

Result<void> addTask(const fs::path& folder, const fs::path& task, std::vector<BundleFile>& files)
{
    std::error_code failed;
    auto entry = fs::recursive_directory_iterator(task, failed);
    for (; !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
        if (fs::is_directory(entry->symlink_status(failed))) {
            continue;
        }
        const std::string path = entry->path().lexically_relative(task).generic_string();
        if (const auto copied = copyInto(folder, entry->path(), std::string(kBundleTask) + "/" + path, files);
            !copied) {
            return copied;
        }
    }
    return failed ? Result<void>(Error{ErrorKind::Machine, "cannot read the task's folder " + task.string(),
                                       failed.message(), "check its permissions"})
                  : Result<void>();
}

Result<void> addCandidate(const fs::path& folder, const BundleEntry& entry, BundleJob& job)
{
    const std::string object = toObject(entry.candidate);
    const BundleCandidate candidate{entry.name.substr(0, 200), sha256(object)};
    const auto isIt = [&](const BundleCandidate& other) { return other.artefact == candidate.artefact; };
    if (std::any_of(job.candidates.begin(), job.candidates.end(), isIt)) {
        return {};
    }
    job.candidates.push_back(candidate);
    return writeInto(folder, object, candidate.path(), job.files);
}

Result<void> fill(const fs::path& folder, const BundleOrder& order, BundleJob& job, const std::stop_token& stop)
{
    if (const auto copied = addTask(folder, order.task.folder, job.files); !copied) {
        return copied;
    }
    Result<Candidate> seed = plainSeed(order.task, order.target);
    if (!seed) {
        return seed.error();
    }
    if (const auto added = addCandidate(folder, {"plain seed", *std::move(seed)}, job); !added) {
        return added;
    }
    for (const BundleEntry& entry : order.candidates) {
        if (const auto added = addCandidate(folder, entry, job); !added) {
            return added;
        }
    }
    return addPrograms(folder, order.programs, order.target, job.files, stop);
}

/// Without a slash at its end, so that a name can be put beside it.
fs::path plainPath(const fs::path& folder)
{
    const fs::path path = fs::absolute(folder).lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

} // namespace

Result<BundleJob> writeBundle(const fs::path& wanted, const BundleOrder& order, std::stop_token stop)
{
    const fs::path folder = plainPath(wanted);
    std::error_code ignored;
    const fs::path fromTask =
        fs::weakly_canonical(folder, ignored).lexically_relative(fs::weakly_canonical(order.task.folder, ignored));
    if (!fromTask.empty() && *fromTask.begin() != "..") {
        return Error{ErrorKind::Usage, "cannot write the bundle " + folder.string(),
                     "it would lie in the task's own folder, which is copied into it", "give a folder elsewhere"};
    }
    if (fs::exists(folder, ignored) && !(fs::is_directory(folder, ignored) && fs::is_empty(folder, ignored))) {
        return Error{ErrorKind::Usage, "cannot write the bundle " + folder.string(), "there is something already",
                     "give a new folder"};
    }
    Result<NewFolder> draft = NewFolder::begin(folder);
    if (!draft) {
        return draft.error();
    }
    BundleJob job{order.name.substr(0, 200), order.task.name, order.target, order.finalist, {}, {}};
    if (const auto filled = fill(draft->path(), order, job, stop); !filled) {
        return filled.error();
    }
    if (const auto written = writeFileAtomic(draft->path() / kBundleJob, toText(job)); !written) {
        return written.error();
    }
    const auto finished = draft->place();
    return finished ? Result<BundleJob>(std::move(job)) : finished.error();
}

} // namespace espalier
