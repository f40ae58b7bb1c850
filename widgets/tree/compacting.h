#pragma once

#include "widgets/tree/treeplaces.h"

#include <QObject>
#include <QTimer>
#include <QVariantAnimation>

#include <functional>
#include <memory>

namespace espalier {

/// Switches a canvas between one row a leaf and the compact layout. The compact one is made anew whenever something is
/// shown or folded: at once while that takes a few milliseconds, in a tree of tens of thousands at most for a twentieth
/// of the time. GUI thread.
class Compacting : public QObject
{
    Q_OBJECT
public:
    /// `anchored` runs a change of places and keeps what is looked at where it is.
    Compacting(const TreeLayout& layout, std::function<void(const std::function<void()>&)> anchored, QObject* parent);

    bool isCompact() const { return m_compact; }
    /// Null: one row a leaf.
    const TreePlaces* places() const { return m_places.get(); }
    void setCompact(bool compact);
    /// Whether things move to their new places or jump there.
    void setMotion(bool motion) { m_motion = motion; }
    /// The layout shows, hides or has something else than before; `anew`: its items are others altogether.
    void layoutChanged(bool anew);

Q_SIGNALS:
    void changed();

private:
    void put(std::unique_ptr<TreePlaces> places);
    /// Of the layout as it is now; takes the time.
    std::unique_ptr<TreePlaces> tidy();
    void moveTo(TreePlaces target);

    static constexpr int kMostMoving = 4000; ///< nodes; more of them would not move smoothly
    static constexpr int kMotionMs = 220;
    static constexpr double kAtOnceMs = 4;

    const TreeLayout& m_layout;
    std::function<void(const std::function<void()>&)> m_anchored;
    std::unique_ptr<TreePlaces> m_places;
    QVariantAnimation m_way;
    QTimer m_later;
    double m_lastMs = 0; ///< what making it took
    bool m_compact = false;
    bool m_motion = true;
};

} // namespace espalier
