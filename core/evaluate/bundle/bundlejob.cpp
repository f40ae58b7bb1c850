#include "core/evaluate/bundle/bundlejob.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/evaluate/target/target.h"
#include "core/graph/jsonreader.h"

#include <algorithm>

namespace espalier {
namespace {

using nlohmann::json;

constexpr std::size_t kJobCap = std::size_t{8} << 20;
constexpr std::size_t kMostFiles = 20'000;
constexpr std::size_t kMostCandidates = 1'000;
constexpr std::size_t kLongestName = 200;

bool isChecksum(const std::string& text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool readCandidates(const json* list, std::vector<BundleCandidate>& candidates)
{
    if (list == nullptr || !list->is_array() || list->empty() || list->size() > kMostCandidates) {
        return false;
    }
    for (const json& object : *list) {
        JsonReader reader(object);
        BundleCandidate& candidate = candidates.emplace_back();
        reader.read("name", candidate.name);
        reader.read("artefact", candidate.artefact);
        if (!reader.ok() || !isChecksum(candidate.artefact) || candidate.name.size() > kLongestName) {
            return false;
        }
    }
    return true;
}

bool readFiles(const json* list, std::vector<BundleFile>& files)
{
    if (list == nullptr || !list->is_array() || list->size() > kMostFiles) {
        return false;
    }
    for (const json& object : *list) {
        JsonReader reader(object);
        BundleFile& file = files.emplace_back();
        reader.read("path", file.path);
        reader.read("sha256", file.sha256);
        const json* bytes = reader.child("bytes");
        if (!reader.ok() || !isInnerPath(file.path) || !isChecksum(file.sha256) || bytes == nullptr ||
            !bytes->is_number_unsigned()) {
            return false;
        }
        file.bytes = bytes->get<std::uintmax_t>();
    }
    return true;
}

} // namespace

std::string toText(const BundleJob& job)
{
    json candidates = json::array();
    for (const BundleCandidate& candidate : job.candidates) {
        candidates.push_back({{"name", candidate.name}, {"artefact", candidate.artefact}});
    }
    json files = json::array();
    for (const BundleFile& file : job.files) {
        files.push_back({{"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    }
    const json document{{"format", kBundleFormat}, {"name", job.name},         {"task", job.task},
                        {"target", job.target},    {"finalist", job.finalist}, {"candidates", candidates},
                        {"files", files}};
    return document.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<BundleJob> bundleJobFromText(const std::filesystem::path& folder, const std::string& text)
{
    const json document = json::parse(text, nullptr, false);
    JsonReader reader(document);
    int format = 0;
    BundleJob job;
    reader.read("format", format);
    if (!reader.ok()) {
        return badBundle(folder, "job.json is no whole JSON document");
    }
    if (format != kBundleFormat) {
        return badBundle(folder, "its format is " + std::to_string(format) + " and this Espalier reads " +
                                     std::to_string(kBundleFormat));
    }
    reader.read("name", job.name);
    reader.read("task", job.task);
    reader.read("target", job.target);
    reader.read("finalist", job.finalist);
    if (!reader.ok() || job.name.size() > kLongestName || job.task.empty() || job.task.size() > kLongestName ||
        job.target.size() > kLongestName) {
        return badBundle(folder, "job.json does not say its name, task and target as it should");
    }
    if (const auto& known = targetNames(); std::find(known.begin(), known.end(), job.target) == known.end()) {
        return badBundle(folder, "there is no target \"" + job.target + "\"");
    }
    if (!readCandidates(reader.child("candidates"), job.candidates)) {
        return badBundle(folder, "job.json does not list its candidates as it should");
    }
    if (!readFiles(reader.child("files"), job.files)) {
        return badBundle(folder, "job.json does not list its files as it should");
    }
    return job;
}

Result<OpenBundle> openBundle(const std::filesystem::path& folder, const std::vector<std::string>& parts)
{
    std::error_code ignored;
    const auto status = std::filesystem::symlink_status(folder / kBundleJob, ignored);
    if (!std::filesystem::is_regular_file(status)) {
        return badBundle(folder, "there is no job.json in it");
    }
    const Result<std::string> text = readFile(folder / kBundleJob, kJobCap);
    if (!text) {
        return text.error();
    }
    Result<BundleJob> job = bundleJobFromText(folder, *text);
    if (!job) {
        return job.error();
    }
    if (const auto whole = checkListed(folder, job->files, parts); !whole) {
        return whole.error();
    }
    OpenBundle bundle{*std::move(job), sha256(*text), {}};
    for (const BundleCandidate& candidate : bundle.job.candidates) {
        const auto& files = bundle.job.files;
        const auto listed =
            std::find_if(files.begin(), files.end(), [&](const BundleFile& f) { return f.path == candidate.path(); });
        if (listed == files.end() || listed->sha256 != candidate.artefact) {
            return badBundle(folder, "the source of \"" + candidate.name + "\" is not in its list of files");
        }
        const Result<std::string> object = readListed(folder, *listed);
        if (!object) {
            return object.error();
        }
        auto read = candidateFromObject(*object);
        if (!read || toObject(*read) != *object) { // written in another way it would have another name at home
            return badBundle(folder, candidate.path() + " is no candidate");
        }
        bundle.candidates.push_back(*std::move(read));
    }
    return bundle;
}

} // namespace espalier
