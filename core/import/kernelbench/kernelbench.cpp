#include "core/import/kernelbench/kernelbench.h"

#include "core/base/file.h"
#include "core/base/newfolder.h"
#include "core/import/kernelbench/problemlicence.h"
#include "core/import/kernelbench/sizenames.h"
#include "core/import/kernelbench/staticgate.h"
#include "core/import/kernelbench/taskdocument.h"
#include "core/task/taskcheck.h"

#include <algorithm>

namespace espalier {
namespace {

namespace fs = std::filesystem;
using Outcome = ImportedProblem::Outcome;

constexpr std::size_t kFilesCap = 2000;
constexpr int kDeepest = 4;
constexpr std::size_t kFileCap = std::size_t{2} << 20;

/// The sentence as a clause to be put behind a file's name.
std::string clauseOf(std::string sentence)
{
    sentence.pop_back(); // the full stop
    return sentence;
}

/// "l1_19_relu" of level1/19_ReLU.py, "kb_relu" of a file that is in no level.
std::string taskName(const fs::path& file)
{
    const std::string folder = file.parent_path().filename().string();
    const bool level = folder.starts_with("level") && folder.size() == 6 && folder[5] >= '0' && folder[5] <= '9';
    return cName((level ? "l" + folder.substr(5) : "kb") + "_" + file.stem().string());
}

ImportedProblem turnedDown(ImportedProblem problem, Outcome outcome, std::string why)
{
    problem.outcome = outcome;
    problem.why = std::move(why);
    return problem;
}

/// What the file says, as a task; errors of the kind Answer where it should not be one.
Result<TaskDocument> documentOf(const std::string& source, const TaskOrigin& origin)
{
    const Result<Problem> problem = readProblem(source);
    if (!problem) {
        return problem.error();
    }
    const Result<Translation> translation = translateProblem(*problem, origin.name);
    if (!translation) {
        return translation.error();
    }
    if (const std::string reason = unsoundReason(translation->graph); !reason.empty()) {
        return Error{ErrorKind::Answer, reason, "", ""};
    }
    return taskDocument(*translation, *problem, origin);
}

Result<TaskReport> checked(const TaskDocument& document, const fs::path& folder)
{
    const std::string text = document.json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    if (const auto written = writeFileAtomic(folder / "task.json", text); !written) {
        return written.error();
    }
    return checkTask(folder);
}

/// Fills the folder and checks it. Where the operator only has no steady answer for some variation of its inputs, the
/// task declines that one.
Result<TaskReport> fill(const fs::path& folder, TaskDocument& document, const std::string& source)
{
    for (const Result<void>& written :
         {writeFileAtomic(folder / "reference.py", source), writeFileAtomic(folder / "seed.cpp", document.seed),
          writeFileAtomic(folder / "reference.cpp", document.reference)}) {
        if (!written) {
            return written.error();
        }
    }
    const Result<TaskReport> report = checked(document, folder);
    if (!report || report->unsteady.empty() || report->unsteady.size() < report->findings.size()) {
        return report;
    }
    decline(document, report->unsteady);
    return checked(document, folder);
}

} // namespace

Result<std::vector<fs::path>> problemFiles(const fs::path& path)
{
    std::error_code error;
    if (fs::is_regular_file(path, error)) {
        return std::vector<fs::path>{path};
    }
    std::vector<fs::path> files;
    auto entry = fs::recursive_directory_iterator(path, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        if (entry.depth() >= kDeepest) {
            entry.disable_recursion_pending();
        }
        if (entry->path().extension() == ".py" && entry->is_regular_file(ignored) && files.size() < kFilesCap) {
            files.push_back(entry->path());
        }
    }
    if (error) {
        return Error{ErrorKind::Usage, "cannot read " + path.string(), error.message(),
                     "give a problem file, or a folder of them"};
    }
    if (files.empty()) {
        return Error{ErrorKind::Answer, "there is no problem in " + path.string(), "no file in it ends in .py",
                     "give a problem file, or a folder of them"};
    }
    std::sort(files.begin(), files.end());
    return files;
}

Result<ImportedProblem> importProblem(const fs::path& file, const fs::path& root, const ImportOptions& options)
{
    ImportedProblem result;
    result.file = file == root ? file.filename().string() : file.lexically_relative(root).string();
    std::error_code ignored;
    result.task = taskName(fs::absolute(file, ignored));
    const fs::path target = options.out / result.task;
    if (fs::exists(fs::symlink_status(target, ignored))) {
        return turnedDown(result, Outcome::Refused, "there is " + target.string() + " already");
    }
    const Result<std::string> source = readFile(file, kFileCap);
    if (!source) {
        return turnedDown(result, Outcome::Untranslated, clauseOf(source.error().sentence()));
    }
    const std::string licence = options.licence.empty() ? problemLicence(*source, root) : options.licence;
    Result<TaskDocument> document = documentOf(*source, {result.task, result.file, licence});
    if (!document) {
        const bool unsound = document.error().kind == ErrorKind::Answer;
        return turnedDown(result, unsound ? Outcome::Refused : Outcome::Untranslated,
                          clauseOf(document.error().sentence()));
    }
    Result<NewFolder> folder = NewFolder::begin(target);
    if (!folder) {
        return folder.error();
    }
    const Result<TaskReport> report = fill(folder->path(), *document, *source);
    if (!report && report.error().kind == ErrorKind::Machine) {
        return report.error();
    }
    if (!report) { // the loader of tasks does not take it
        return turnedDown(result, Outcome::Untranslated, clauseOf(report.error().sentence()));
    }
    if (!report->findings.empty()) {
        return turnedDown(result, Outcome::Refused, clauseOf(report->findings.front()));
    }
    if (const auto placed = folder->place(); !placed) {
        return placed.error();
    }
    result.outcome = Outcome::Made;
    result.folder = target;
    result.hardened = document->hardened;
    return result;
}

} // namespace espalier
