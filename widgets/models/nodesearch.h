#pragma once

#include "core/graph/searchgraph.h"
#include "core/review/reviews.h"

#include <QString>

#include <set>
#include <string>
#include <vector>

namespace espalier {

/// The words of the search box, read once for all nodes. A node matches when all of them do: "#12", a skill, a verdict,
/// part of a summary, ">2" for speedups above, "bound:memory", "review:approved" ("review:" for whatever is in review),
/// "bookmark", "commented", part of a note. Nothing of a node is converted to be compared, so that 100,000 of them are
/// asked between two keystrokes; letters beyond ASCII must agree in case.
class NodeQuery
{
public:
    explicit NodeQuery(const QString& text);

    /// Without words everything matches.
    bool isEmpty() const { return m_words.empty(); }
    bool matches(const Node& node, const NodeReview& review) const;

private:
    struct Word
    {
        enum class Kind { Any, Number, Above, Below, Bound, Review };
        Kind kind = Kind::Any;
        std::string text;                 ///< UTF-8, ASCII letters in lower case, without what says its kind
        double value = 0;                 ///< of Above and Below; NaN, which nothing is above, for what is no number
        std::set<Verdict> verdicts;       ///< that an Any word names, in the window's language or the command line's
        std::optional<NodeNumber> number; ///< of Number, and of Any that is one
    };

    static Word read(const QString& word);
    static bool holds(const Word& word, const Node& node, const NodeReview& review);

    std::vector<Word> m_words;
};

} // namespace espalier
