// Going back in the open session; see widgets/teach.
#include "widgets/mainwindow.h"

namespace espalier {
namespace {

/// What is recorded cannot be steered.
constexpr Do kOfNowOnly[]{Do::Run,    Do::Pause, Do::Step,    Do::Stop,     Do::ResumeSession, Do::Undo,
                          Do::Redo,   Do::Prune, Do::Restore, Do::Pin,      Do::Unpin,         Do::Boost,
                          Do::Expand, Do::Hint,  Do::Edit,    Do::GrowHere, Do::GrowAnywhere,  Do::Budgets};
constexpr Do kOfReplay[]{Do::ReplayPlay, Do::ReplayBack, Do::ReplayForward, Do::ReplayPreviousBest, Do::ReplayNextBest};

} // namespace

void MainWindow::connectReplay()
{
    Replay* replay = &m_replay;
    connect(m_actions[Do::Replay], &QAction::toggled, replay,
            [replay](bool on) { on ? replay->begin() : replay->end(); });
    connect(m_actions[Do::ReplayPlay], &QAction::toggled, replay,
            [replay](bool on) { on ? replay->play() : replay->pause(); });
    connect(m_actions[Do::ReplayBack], &QAction::triggered, replay, [replay] { replay->step(-1); });
    connect(m_actions[Do::ReplayForward], &QAction::triggered, replay, [replay] { replay->step(1); });
    connect(m_actions[Do::ReplayPreviousBest], &QAction::triggered, replay, &Replay::previousBest);
    connect(m_actions[Do::ReplayNextBest], &QAction::triggered, replay, &Replay::nextBest);
    connect(replay, &Replay::playingChanged, m_actions[Do::ReplayPlay], &QAction::setChecked);
    connect(replay, &Replay::activeChanged, this, [this](bool active) {
        m_actions[Do::Replay]->setChecked(active);
        m_steering.setHeld(active);
        updateActions();
        updateStatus();
    });
    connect(replay, &Replay::moved, this, [this] {
        // Where a moment was reached by starting anew, the selection stays if its node is there.
        if (!m_selection.node() && m_selectedBefore && *m_selectedBefore < m_live.graph().size()) {
            m_selection.select(m_selectedBefore);
        }
        updateStatus();
    });
}

void MainWindow::updateReplayActions()
{
    m_actions[Do::Replay]->setEnabled(m_live.isOpen() && m_live.graph().size() > 0);
    for (const Do id : kOfReplay) {
        m_actions[id]->setEnabled(m_replay.isActive());
    }
    if (m_replay.isActive()) {
        for (const Do id : kOfNowOnly) {
            m_actions[id]->setEnabled(false);
        }
    }
}

} // namespace espalier
