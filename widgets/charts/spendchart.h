#pragma once

#include "widgets/charts/plot.h"
#include "widgets/models/figurescache.h"
#include "widgets/models/selection.h"

namespace espalier {

/// What the search has used by each step, summed: evaluations, seconds that judging took, tokens, money. The line is
/// one of them, the caption has the sum of each. What was said to models is loaded only while the chart is shown.
class SpendChart : public Plot
{
    Q_OBJECT
public:
    enum class Kind { Evaluations, Seconds, Tokens, Money };
    static constexpr std::size_t kKinds = 4;

    SpendChart(const LiveGraph& live, FiguresCache& figures, const Selection& selection, QWidget* parent = nullptr);

    void setKind(Kind kind);
    /// Sums by step, a value for each kind.
    struct Sum
    {
        int step = 0;
        double of[kKinds] = {};
    };
    /// Ascending steps. A function of what it is given.
    static std::vector<Sum> sums(const SearchGraph& graph, std::span<const StepCost> costs);
    QString textAt(QPointF position) const;
    ChartTable table() const override;

protected:
    void colour(const Theme& theme) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void refresh();
    QString amount(Kind kind, double value) const;
    /// Of the sum up to the last step that is not after this one; null before the first.
    const Sum* sumAt(double step) const;

    const LiveGraph& m_live;
    FiguresCache& m_figures;
    const Selection& m_selection;
    Kind m_kind = Kind::Evaluations;
    std::vector<Sum> m_sums;
    QCPGraph* m_line;
};

} // namespace espalier
