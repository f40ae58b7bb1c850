// What the inspector says against the marked baseline; the rest is in inspector.cpp.
#include "widgets/common/chip.h"
#include "widgets/models/baselinedelta.h"
#include "widgets/panels/inspector.h"
#include "widgets/panels/profilepage.h"

#include <QLabel>

namespace espalier {

void Inspector::showBaseline(const Node& node)
{
    const std::optional<NodeNumber> marked = m_selection.baseline();
    const bool known = marked && *marked < m_live.graph().size();
    if (!known || *marked == node.number) {
        m_cases.setBaseline({}, {});
        m_profile->setBaseline({}, nullptr);
        m_baselineChip->setText(known ? tr("◆ baseline") : QString());
        return;
    }
    const Node& then = m_live.graph().node(*marked);
    const QString speedup = baseline::ofNode(m_live, m_selection, node.number);
    if (!speedup.isEmpty()) {
        m_interval->setText(QStringLiteral("%1   %2").arg(m_interval->text(), speedup));
    }
    const baseline::Delta roof = baseline::ofFigure(node.roofShare, then.roofShare);
    // Short: with the others it has the width of the panel.
    m_baselineChip->setText(roof.text.isEmpty() ? tr("baseline #%1").arg(*marked) : tr("roof %1").arg(roof.text));
    m_baselineChip->setToolTip(tr("Share of the roof against that of #%1").arg(*marked));
    const NodeDetailsPtr details = m_details.get(*marked);
    m_profile->setBaseline(*marked, details);
    m_cases.setBaseline(details ? details->evaluation.cases : std::vector<CaseTiming>(),
                        QStringLiteral("#%1").arg(*marked));
}

} // namespace espalier
