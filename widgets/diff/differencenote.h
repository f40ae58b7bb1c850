#pragma once

#include "core/graph/evaluation.h"

#include <QWidget>

class QLabel;

namespace espalier {

/// What the figures say of a difference, above its source: which side is faster and by how much, what that rests on,
/// and what changed with it. The sentences are those of `espalier diff`.
class DifferenceNote : public QWidget
{
    Q_OBJECT
public:
    explicit DifferenceNote(QWidget* parent = nullptr);

    /// Hides itself where there is nothing to say, as when one of the two has no times.
    void setSides(const Evaluation& from, const Evaluation& to);
    void clear();
    /// Where there is little height the first sentence stands alone, in one line; the tool tip has the others.
    void setBrief(bool brief);
    /// The lines shown, from above; empty when hidden.
    QStringList lines() const;

private:
    void showParts();

    QLabel* m_headline;
    QLabel* m_short; ///< the headline while there is room for one line only
    QLabel* m_footing;
    QLabel* m_why;
    bool m_brief = false;
};

} // namespace espalier
