#include "widgets/models/nodesearch.h"

#include "widgets/common/format.h"

#include <QStringList>

#include <algorithm>

namespace espalier {
namespace {

/// What people have said of it. The words are the command line's in every language.
bool matchesReview(const NodeReview& review, const QString& word)
{
    if (word.startsWith(QLatin1String("review:"))) {
        return review.state != ReviewState::None &&
               format::text(toText(review.state)).startsWith(word.mid(7), Qt::CaseInsensitive);
    }
    return (review.bookmarked && word == QLatin1String("bookmark")) ||
           (!review.comments.empty() && word == QLatin1String("commented")) ||
           format::text(review.note.text).contains(word, Qt::CaseInsensitive);
}

bool matches(const Node& node, const QString& word)
{
    if (word.startsWith(QLatin1Char('#'))) {
        return word.mid(1) == QString::number(node.number);
    }
    if (word.startsWith(QLatin1Char('>')) || word.startsWith(QLatin1Char('<'))) {
        bool ok = false;
        const double limit = word.mid(1).toDouble(&ok);
        return ok && node.fitness > 0 && (word[0] == QLatin1Char('>') ? node.fitness > limit : node.fitness < limit);
    }
    if (word.startsWith(QLatin1String("bound:"))) {
        return format::text(toText(node.bound)).startsWith(word.mid(6), Qt::CaseInsensitive);
    }
    const auto has = [&word](const QString& text) { return text.contains(word, Qt::CaseInsensitive); };
    return word == QString::number(node.number) || has(format::verdict(node.verdict)) ||
           has(format::text(toText(node.verdict))) || has(format::text(node.summary)) ||
           std::ranges::any_of(node.skills, [&](const std::string& skill) { return has(format::text(skill)); });
}

} // namespace

std::set<NodeNumber> findNodes(const SearchGraph& graph, const QString& text, const Reviews& reviews)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::set<NodeNumber> found;
    for (NodeNumber n = 0; n < graph.size() && !words.isEmpty(); ++n) {
        if (std::ranges::all_of(words, [&](const QString& word) {
                return matches(graph.node(n), word) || matchesReview(reviews.of(n), word);
            })) {
            found.insert(n);
        }
    }
    return found;
}

} // namespace espalier
