// What TreeCanvas does by itself while a search runs: follows it, and keeps a compact layout compact.
#include "widgets/tree/treecanvas.h"

namespace espalier {

void TreeCanvas::setFollow(Follow follow)
{
    if (follow == m_follow) {
        return;
    }
    const Follow before = std::exchange(m_follow, follow);
    if (before != Follow::Nothing) {
        before == Follow::Best ? Q_EMIT followBestChanged(false) : Q_EMIT followNewestChanged(false);
    }
    if (follow == Follow::Best) {
        selectBest();
        Q_EMIT followBestChanged(true);
    } else if (follow == Follow::Newest) {
        selectNewest();
        Q_EMIT followNewestChanged(true);
    }
}

void TreeCanvas::setFollowBest(bool follow)
{
    if (follow != isFollowingBest()) {
        setFollow(follow ? Follow::Best : Follow::Nothing);
    }
}

void TreeCanvas::setFollowNewest(bool follow)
{
    if (follow != isFollowingNewest()) {
        setFollow(follow ? Follow::Newest : Follow::Nothing);
    }
}

void TreeCanvas::selectNewest()
{
    if (m_layout.rows().size() > 0) {
        m_selection.select(static_cast<NodeNumber>(m_layout.rows().size() - 1));
    }
}

void TreeCanvas::tick()
{
    const TreeGeometry geometry = geometryOfTree();
    const Detail detail = geometry.detail(devicePixelRatioF());
    if (!isVisible() || detail == Detail::Cells || detail == Detail::Bars) {
        return;
    }
    for (const InFlight& candidate : m_live.inFlight()) {
        const NodeNumber parent = candidate.parents.empty() ? 0 : candidate.parents.front();
        if (parent < m_layout.rows().size() && m_layout.rows().isShown(parent)) {
            const QRectF box = geometry.inFlightRect(parent, m_layout.rows().top(parent));
            // Its words may be longer than a node is wide.
            viewport()->update(box.adjusted(-2, -2, geometry.column(), 2).translated(contentOffset()).toAlignedRect());
        }
    }
}

void TreeCanvas::setCompact(bool compact)
{
    m_compacting.setCompact(compact);
}

void TreeCanvas::placeAnew()
{
    if (m_compacting.isCompact() || m_compacting.places() != nullptr) {
        m_compacting.layoutChanged(false);
    }
}

} // namespace espalier
