#include "widgets/tree/compacting.h"

#include <QElapsedTimer>

namespace espalier {

Compacting::Compacting(const TreeLayout& layout, std::function<void(const std::function<void()>&)> anchored,
                       QObject* parent)
    : QObject(parent), m_layout(layout), m_anchored(std::move(anchored))
{
    m_way.setStartValue(0.0);
    m_way.setEndValue(1.0);
    m_way.setDuration(kMotionMs);
    m_way.setEasingCurve(QEasingCurve::InOutCubic);
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, [this] {
        m_way.stop();
        put(tidy());
    });
}

void Compacting::put(std::unique_ptr<TreePlaces> places)
{
    m_anchored([&] { m_places = std::move(places); });
    Q_EMIT changed();
}

void Compacting::setCompact(bool compact)
{
    if (compact == m_compact) {
        return;
    }
    m_compact = compact;
    m_later.stop();
    moveTo(compact ? *tidy() : TreePlaces::leafRows(m_layout));
}

void Compacting::layoutChanged(bool anew)
{
    if (anew) {
        m_way.stop();
        m_later.stop();
        m_places.reset(); // made with the first of the new items
    } else if (!m_compact) {
        if (m_places != nullptr) { // on its way back, to rows that are no longer those
            m_way.stop();
            put(nullptr);
        }
    } else if (m_lastMs < kAtOnceMs || m_places == nullptr) {
        m_way.stop();
        put(tidy());
    } else if (!m_later.isActive()) {
        m_later.start(static_cast<int>(m_lastMs * 20));
    }
}

std::unique_ptr<TreePlaces> Compacting::tidy()
{
    QElapsedTimer timer;
    timer.start();
    auto places = std::make_unique<TreePlaces>(TreePlaces::tidy(m_layout));
    m_lastMs = double(timer.nsecsElapsed()) / 1e6;
    return places;
}

void Compacting::moveTo(TreePlaces target)
{
    m_way.stop();
    m_way.disconnect(this);
    const auto arrive = [this](const TreePlaces& places) {
        put(m_compact ? std::make_unique<TreePlaces>(places) : nullptr);
    };
    if (!m_motion || target.shown() > kMostMoving) {
        arrive(target);
        return;
    }
    auto from = m_places != nullptr ? *m_places : TreePlaces::leafRows(m_layout);
    const auto way = std::make_shared<const std::pair<TreePlaces, TreePlaces>>(std::move(from), std::move(target));
    connect(&m_way, &QVariantAnimation::valueChanged, this, [this, way](const QVariant& share) {
        put(std::make_unique<TreePlaces>(TreePlaces::between(way->first, way->second, share.toDouble())));
    });
    connect(&m_way, &QVariantAnimation::finished, this, [arrive, way] { arrive(way->second); });
    m_way.start();
}

} // namespace espalier
