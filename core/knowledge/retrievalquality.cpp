#include "core/knowledge/retrievalquality.h"

#include "core/base/file.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

using nlohmann::json;

constexpr std::size_t kFirst = 5;

struct Question
{
    DocumentQuery query;
    std::vector<std::string> expects;
};

Error badQuestion(const std::filesystem::path& file, const std::string& why)
{
    return {ErrorKind::Usage, file.string() + " is no list of questions", why,
            R"(write [{"words": "…", "platform": "cpu", "expects": ["false-sharing"]}, …])"};
}

Result<Question> questionOf(const json& from, const std::filesystem::path& file)
{
    Question question;
    try {
        question.query.words = from.at("words").get<std::string>();
        question.query.platform = from.value("platform", "");
        question.query.language = from.value("language", "");
        question.query.phase = from.value("phase", "");
        question.expects = from.at("expects").get<std::vector<std::string>>();
        if (const std::string bound = from.value("bound", ""); !bound.empty()) {
            const auto known = boundFromText(bound);
            if (!known) {
                return badQuestion(file, "there is no bottleneck named " + bound);
            }
            question.query.bound = *known;
        }
    } catch (const json::exception& broken) {
        return badQuestion(file, broken.what());
    }
    if (question.expects.empty()) {
        return badQuestion(file, "\"" + question.query.words + "\" expects nothing");
    }
    return question;
}

} // namespace

Result<RetrievalQuality> measureRetrieval(DocumentIndex& index, const std::filesystem::path& queries)
{
    const auto text = readFile(queries);
    if (!text) {
        return text.error();
    }
    const json list = json::parse(*text, nullptr, false);
    if (!list.is_array() || list.empty()) {
        return badQuestion(queries, "it is no list, or an empty one");
    }
    RetrievalQuality quality;
    double sum = 0;
    for (const json& one : list) {
        const auto question = questionOf(one, queries);
        if (!question) {
            return question.error();
        }
        const auto found = index.search(question->query, kFirst);
        if (!found) {
            return found.error();
        }
        std::string missed;
        for (const std::string& name : question->expects) {
            if (index.library().find(name) == nullptr) {
                return badQuestion(queries, "there is no document named " + name);
            }
            const bool there = std::any_of(found->begin(), found->end(),
                                           [&](const FoundDocument& at) { return at.document->name == name; });
            sum += there ? 1.0 / static_cast<double>(question->expects.size()) : 0;
            missed += there ? "" : " " + name;
        }
        if (!missed.empty()) {
            quality.missed.push_back("\"" + question->query.words + "\" does not bring" + missed);
        }
        ++quality.queries;
    }
    quality.recallAtFive = sum / quality.queries;
    return quality;
}

} // namespace espalier
