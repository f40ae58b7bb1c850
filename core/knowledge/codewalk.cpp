#include "core/knowledge/codewalk.h"

#include "core/base/file.h"

#include <QRegularExpression>
#include <QString>

#include <algorithm>
#include <chrono>

namespace espalier {
namespace {

namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kMostFiles = 20'000;
constexpr std::size_t kLargestFile = std::size_t{1} << 20;
constexpr std::size_t kLongestLine = 2000;
constexpr std::size_t kSniffed = 8192; ///< a zero byte among the first of a file makes it binary
constexpr std::chrono::seconds kTimeLimit{10};

/// A pattern as a question to one line.
class Matcher
{
public:
    static Result<Matcher> of(const CodeQuery& query)
    {
        Matcher matcher;
        const QString pattern = QString::fromStdString(query.pattern);
        // As in ripgrep: capitals in the pattern mean what they are.
        const auto options = pattern.toLower() == pattern ? QRegularExpression::CaseInsensitiveOption
                                                          : QRegularExpression::NoPatternOption;
        matcher.m_expression = QRegularExpression(query.regex ? pattern : QRegularExpression::escape(pattern),
                                                  options | QRegularExpression::UseUnicodePropertiesOption);
        if (!matcher.m_expression.isValid()) {
            return Error{ErrorKind::Usage, "cannot look for " + query.pattern,
                         matcher.m_expression.errorString().toStdString(), "mend the expression, or leave out --regex"};
        }
        return matcher;
    }

    bool matches(std::string_view line) const
    {
        const auto shown = line.substr(0, kLongestLine);
        return m_expression.match(QString::fromUtf8(shown.data(), static_cast<qsizetype>(shown.size()))).hasMatch();
    }

private:
    QRegularExpression m_expression;
};

bool isHidden(const fs::path& path)
{
    return path.filename().string().starts_with(".");
}

/// Regular files below a folder, by name. Links are not followed and linked files not read: they may lead outside.
std::vector<std::string> filesBelow(const fs::path& folder, bool& cut)
{
    std::vector<std::string> files;
    std::error_code failed;
    fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, failed);
    for (const fs::recursive_directory_iterator end; !failed && at != end; at.increment(failed)) {
        std::error_code unreadable;
        const fs::file_status status = at->symlink_status(unreadable);
        if (isHidden(at->path())) {
            at.disable_recursion_pending();
        } else if (fs::is_regular_file(status) && at->file_size(unreadable) <= kLargestFile && !unreadable) {
            files.push_back(at->path().lexically_relative(folder).generic_string());
        }
        if (files.size() >= kMostFiles) {
            cut = true;
            break;
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

class Walk
{
public:
    Walk(const CodeQuery& query, const Matcher& matcher, const std::stop_token& stop)
        : m_query(query), m_matcher(matcher), m_stop(stop), m_deadline(SteadyClock::now() + kTimeLimit)
    {
        m_findings.engine = "walk";
    }

    void through(const fs::path& folder)
    {
        for (const std::string& file : filesBelow(folder, m_findings.cut)) {
            if (isOver()) {
                return;
            }
            if (!m_query.fileNames) {
                read(folder, file);
            } else if (m_matcher.matches(file)) {
                add({folder, file, 0, {}});
            }
        }
    }
    CodeFindings& findings() { return m_findings; }

private:
    bool isOver()
    {
        m_findings.cut = m_findings.cut || m_stop.stop_requested() || SteadyClock::now() > m_deadline;
        return m_full || m_stop.stop_requested() || SteadyClock::now() > m_deadline;
    }

    void add(CodeHit hit)
    {
        m_full = m_findings.hits.size() >= m_query.limit;
        m_findings.cut = m_findings.cut || m_full;
        if (!m_full) {
            m_findings.hits.push_back(std::move(hit));
        }
    }

    void read(const fs::path& folder, const std::string& file)
    {
        const auto text = readFile(folder / file, kLargestFile);
        if (!text || std::string_view(*text).substr(0, kSniffed).find('\0') != std::string_view::npos) {
            return;
        }
        std::string_view rest = *text;
        for (int number = 1; !rest.empty() && !isOver(); ++number) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::string_view line = rest.substr(0, end);
            if (m_matcher.matches(line)) {
                add({folder, file, number, excerptOf(line)});
            }
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }

    const CodeQuery& m_query;
    const Matcher& m_matcher;
    std::stop_token m_stop;
    SteadyClock::time_point m_deadline;
    bool m_full = false;
    CodeFindings m_findings;
};

} // namespace

Result<CodeFindings> walkCode(const CodeQuery& query, const std::stop_token& stop)
{
    const auto matcher = Matcher::of(query);
    if (!matcher) {
        return matcher.error();
    }
    Walk walk(query, *matcher, stop);
    for (const fs::path& folder : query.folders) {
        walk.through(folder);
    }
    return std::move(walk.findings());
}

} // namespace espalier
