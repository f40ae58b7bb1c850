#include "core/knowledge/documentindex.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace espalier {
namespace {

constexpr std::size_t kMostWords = 64; ///< a prompt's words; more only cost time
/// Of what a document names in its front matter, over one that names something else.
constexpr double kNamesBound = 1.3;
constexpr double kNamesPhase = 1.15;
constexpr double kNamesPlatform = 1.2;

/// Words of English that say nothing of a kernel; each would still bring its hundred documents a little forward.
const std::set<std::string, std::less<>>& idleWords()
{
    static const std::set<std::string, std::less<>> kWords{
        "about", "after", "all", "an",   "and",   "are",   "as",    "at",    "be",    "been", "before", "but",   "by",
        "can",   "did",   "do",  "does", "each",  "for",   "from",  "has",   "have",  "how",  "if",     "in",    "into",
        "is",    "it",    "its", "me",   "my",    "no",    "not",   "of",    "on",    "only", "or",     "other", "our",
        "out",   "same",  "so",  "some", "still", "than",  "that",  "the",   "their", "them", "then",   "there", "they",
        "this",  "to",    "was", "what", "when",  "where", "which", "while", "why",   "will", "with",   "would", "you"};
    return kWords;
}

bool namesOrAny(const std::vector<std::string>& list, const std::string& wanted)
{
    return wanted.empty() || list.empty() || std::find(list.begin(), list.end(), wanted) != list.end();
}

bool names(const std::vector<std::string>& list, const std::string& wanted)
{
    return !wanted.empty() && std::find(list.begin(), list.end(), wanted) != list.end();
}

/// "why is my kernel slow" as an expression of FTS5: any of the words, each quoted, so that nothing in a query is
/// syntax.
std::string anyOf(const std::string& text)
{
    std::set<std::string> words;
    std::string word;
    const auto take = [&] {
        if (word.size() >= 2 && words.size() < kMostWords && !idleWords().contains(word)) {
            words.insert(word);
        }
        word.clear();
    };
    for (const char c : text) {
        const auto letter = static_cast<unsigned char>(c);
        if (std::isalnum(letter) != 0) {
            word += static_cast<char>(std::tolower(letter));
        } else {
            take();
        }
    }
    take();
    std::string expression;
    for (const std::string& one : words) {
        expression += (expression.empty() ? "\"" : " OR \"") + one + "\"";
    }
    return expression;
}

std::string joined(const std::vector<std::string>& list)
{
    std::string text;
    for (const std::string& one : list) {
        text += one + " ";
    }
    return text;
}

/// How much the front matter adds to a document that applies, and what a person is told of it.
struct Fit
{
    double factor = 1;
    std::string reason;

    Fit(const Document& document, const DocumentQuery& query)
    {
        if (query.bound != Bound::Unknown &&
            std::find(document.bounds.begin(), document.bounds.end(), query.bound) != document.bounds.end()) {
            add(kNamesBound, "for kernels that are " + std::string(toText(query.bound)) + "-bound");
        }
        if (names(document.phases, query.phase)) {
            add(kNamesPhase, "for the phase " + query.phase);
        }
        if (names(document.platforms, query.platform)) {
            add(kNamesPlatform, "for " + query.platform);
        }
    }

    void add(double more, const std::string& why)
    {
        factor *= more;
        reason += (reason.empty() ? "" : ", ") + why;
    }
};

} // namespace

Result<std::unique_ptr<DocumentIndex>> DocumentIndex::build(DocumentLibrary library)
{
    std::unique_ptr<DocumentIndex> index(new DocumentIndex(std::move(library)));
    auto database = Database::open(":memory:");
    if (!database) {
        return database.error();
    }
    index->m_database = *std::move(database);
    if (const auto filled = index->fill(); !filled) {
        return filled.error();
    }
    return index;
}

Result<void> DocumentIndex::fill()
{
    auto done = m_database->script(
        "CREATE VIRTUAL TABLE documents USING fts5(name, title, keywords, body, tokenize = 'porter unicode61');");
    Transaction transaction(*m_database);
    if (done) {
        done = transaction.begun();
    }
    for (std::size_t i = 0; done && i < m_library.documents().size(); ++i) {
        const Document& document = m_library.documents()[i];
        done = m_database->run("INSERT INTO documents(rowid, name, title, keywords, body) VALUES (?1, ?2, ?3, ?4, ?5)",
                               static_cast<std::int64_t>(i), document.name, document.title, joined(document.keywords),
                               document.body);
    }
    return done ? transaction.commit() : done;
}

/// Positions in the library with what BM25 says of them, the higher the better.
Result<std::vector<std::pair<std::size_t, double>>> DocumentIndex::matches(const std::string& words)
{
    std::vector<std::pair<std::size_t, double>> found;
    const std::string expression = anyOf(words);
    if (expression.empty()) {
        for (std::size_t i = 0; i < m_library.documents().size(); ++i) {
            found.emplace_back(i, 1.0);
        }
        return found;
    }
    const std::lock_guard lock(m_mutex);
    Rows rows = m_database->query("SELECT rowid, -bm25(documents, 6, 6, 4, 1) FROM documents WHERE documents MATCH ?1",
                                  expression);
    while (rows.next()) {
        found.emplace_back(static_cast<std::size_t>(rows.integer(0)), rows.real(1));
    }
    if (rows.failed()) {
        return rows.error();
    }
    return found;
}

Result<std::vector<FoundDocument>> DocumentIndex::search(const DocumentQuery& query, std::size_t limit)
{
    const auto found = matches(query.words);
    if (!found) {
        return found.error();
    }
    std::vector<FoundDocument> answer;
    for (const auto& [position, score] : *found) {
        const Document& document = m_library.documents()[position];
        if (!document.retired && namesOrAny(document.platforms, query.platform) &&
            namesOrAny(document.languages, query.language)) {
            const Fit fit(document, query);
            answer.push_back({&document, score * fit.factor, fit.reason});
        }
    }
    std::sort(answer.begin(), answer.end(), [](const FoundDocument& a, const FoundDocument& b) {
        return a.score != b.score ? a.score > b.score : a.document->name < b.document->name;
    });
    answer.resize(std::min(answer.size(), limit));
    return answer;
}

} // namespace espalier
