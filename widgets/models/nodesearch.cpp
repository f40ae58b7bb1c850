#include "widgets/models/nodesearch.h"

#include "widgets/common/format.h"

#include <QStringList>

#include <algorithm>
#include <limits>

namespace espalier {
namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// `needle` is in lower case.
bool contains(std::string_view text, std::string_view needle)
{
    const auto found = std::ranges::search(text, needle, {}, lower);
    return needle.empty() || !found.empty();
}

std::string lowered(const QString& text)
{
    std::string utf8 = text.toStdString();
    std::ranges::transform(utf8, utf8.begin(), lower);
    return utf8;
}

bool startsWith(std::string_view text, std::string_view start)
{
    return text.size() >= start.size() && std::ranges::equal(text.substr(0, start.size()), start, {}, lower);
}

std::set<Verdict> verdictsNamed(const QString& word)
{
    std::set<Verdict> named;
    for (int i = 0; i <= static_cast<int>(Verdict::Untimed); ++i) {
        const auto verdict = static_cast<Verdict>(i);
        if (format::verdict(verdict).contains(word, Qt::CaseInsensitive) ||
            format::text(toText(verdict)).contains(word, Qt::CaseInsensitive)) {
            named.insert(verdict);
        }
    }
    return named;
}

} // namespace

NodeQuery::NodeQuery(const QString& text)
{
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        m_words.push_back(read(word));
    }
}

NodeQuery::Word NodeQuery::read(const QString& word)
{
    const auto rest = [&word](qsizetype from) { return lowered(word.mid(from)); };
    Word read;
    bool ok = false;
    if (word.startsWith(QLatin1Char('#'))) {
        read.kind = Word::Kind::Number;
        const NodeNumber number = word.mid(1).toUInt(&ok);
        read.number = ok ? std::optional(number) : std::nullopt;
    } else if (word.startsWith(QLatin1Char('>')) || word.startsWith(QLatin1Char('<'))) {
        read.kind = word[0] == QLatin1Char('>') ? Word::Kind::Above : Word::Kind::Below;
        read.value = word.mid(1).toDouble(&ok);
        read.value = ok ? read.value : std::numeric_limits<double>::quiet_NaN();
    } else if (word.startsWith(QLatin1String("bound:"))) {
        read.kind = Word::Kind::Bound;
        read.text = rest(6);
    } else if (word.startsWith(QLatin1String("review:"))) {
        read.kind = Word::Kind::Review;
        read.text = rest(7);
    } else {
        read.text = rest(0);
        read.verdicts = verdictsNamed(word);
        const NodeNumber number = word.toUInt(&ok);
        read.number = ok ? std::optional(number) : std::nullopt;
    }
    return read;
}

bool NodeQuery::holds(const Word& word, const Node& node, const NodeReview& review)
{
    switch (word.kind) {
    case Word::Kind::Number:
        return word.number == node.number;
    case Word::Kind::Above:
        return node.fitness > 0 && node.fitness > word.value;
    case Word::Kind::Below:
        return node.fitness > 0 && node.fitness < word.value;
    case Word::Kind::Bound:
        return startsWith(toText(node.bound), word.text);
    case Word::Kind::Review:
        return review.state != ReviewState::None && startsWith(toText(review.state), word.text);
    default:
        break;
    }
    // What people have said of it has words of its own, the command line's in every language.
    return word.number == node.number || word.verdicts.contains(node.verdict) || contains(node.summary, word.text) ||
           std::ranges::any_of(node.skills, [&word](const std::string& skill) { return contains(skill, word.text); }) ||
           (review.bookmarked && word.text == "bookmark") || (!review.comments.empty() && word.text == "commented") ||
           contains(review.note.text, word.text);
}

bool NodeQuery::matches(const Node& node, const NodeReview& review) const
{
    return std::ranges::all_of(m_words, [&](const Word& word) { return holds(word, node, review); });
}

} // namespace espalier
