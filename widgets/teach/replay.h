#pragma once

#include "widgets/models/livegraph.h"
#include "widgets/teach/recording.h"

#include <QObject>
#include <QTimer>

namespace espalier {

/// Shows the open session as it was at any moment, and lets it grow again at a chosen speed. It stands between the feed
/// and the window's graph: while it is active, what the search brings is kept and shown when the replay ends. GUI
/// thread.
class Replay : public QObject
{
    Q_OBJECT
public:
    explicit Replay(LiveGraph& live, QObject* parent = nullptr);

    /// Every batch of the feed goes through here on its way into the graph.
    void take(const FeedBatch& batch);

    bool isActive() const { return m_active; }
    bool isPlaying() const { return m_timer.isActive(); }
    const Recording& recording() const { return m_recording; }
    /// How many nodes are shown.
    NodeNumber moment() const { return m_moment; }
    double nodesPerSecond() const { return m_speed; }

public Q_SLOTS:
    /// At the end of what is there; nothing happens without an open session.
    void begin();
    /// Back to the session as it is now.
    void end();
    /// Clamped to 1 and the number of nodes.
    void goTo(int count);
    void step(int nodes) { goTo(static_cast<int>(m_moment) + nodes); }
    void nextBest();
    void previousBest();
    /// From the start again where it stands at the end.
    void play();
    void pause();
    /// Between 0.2 and 200.
    void setNodesPerSecond(double speed);

Q_SIGNALS:
    void activeChanged(bool active);
    void playingChanged(bool playing);
    void moved();

private:
    void advance();
    void showMarks(const std::vector<SteerEvent>& events);

    LiveGraph& m_live;
    Recording m_recording;
    QTimer m_timer;
    double m_speed = 4;
    NodeNumber m_moment = 0;
    FeedBatch m_latest; ///< the newest batch while active, without nodes and events
    bool m_active = false;
};

} // namespace espalier
