#include "widgets/teach/replaybar.h"

#include "widgets/common/elidedlabel.h"
#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/common/taborder.h"
#include "widgets/teach/timeline.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

#include <map>

namespace espalier {
namespace {

constexpr int kSpeeds[]{1, 2, 4, 10, 30, 100}; ///< nodes a second

} // namespace

ReplayBar::ReplayBar(Replay& replay, Actions& actions, QWidget* parent)
    : ToolRow(parent), m_replay(replay), m_moment(new ElidedLabel(this)), m_speed(new QComboBox(this))
{
    setObjectName(QStringLiteral("replayBar"));
    line().setContentsMargins(16, 4, 16, 4);
    line().setSpacing(6);
    auto* title = new QLabel(tr("Replay"), this);
    title->setFont(fonts::bold(font()));
    line().addWidget(title);
    std::map<Do, QWidget*> buttons;
    for (const Do id :
         {Do::ReplayPreviousBest, Do::ReplayBack, Do::ReplayPlay, Do::ReplayForward, Do::ReplayNextBest}) {
        buttons[id] = new FlatButton(actions[id], this);
        line().addWidget(buttons[id]);
    }
    line().addWidget(new Timeline(replay, this), 1);
    m_moment->setFont(fonts::small(font()));
    m_moment->setForegroundRole(QPalette::PlaceholderText);
    line().addWidget(m_moment);
    m_speed->setAccessibleName(tr("Speed of the replay"));
    m_speed->setToolTip(m_speed->accessibleName());
    for (const int speed : kSpeeds) {
        m_speed->addItem(tr("%n nodes/s", nullptr, speed), double(speed));
    }
    m_speed->setCurrentIndex(m_speed->findData(replay.nodesPerSecond()));
    connect(m_speed, &QComboBox::currentIndexChanged, this,
            [this] { m_replay.setNodesPerSecond(m_speed->currentData().toDouble()); });
    line().addWidget(m_speed);
    line().addWidget(new FlatButton(actions[Do::Replay], this));
    setMissable({title, buttons[Do::ReplayBack], buttons[Do::ReplayForward], buttons[Do::ReplayPreviousBest],
                 buttons[Do::ReplayNextBest], m_speed});
    tabAsLaidOut(*this);
    connect(&replay, &Replay::moved, this, &ReplayBar::refresh);
    connect(&replay, &Replay::activeChanged, this, [this](bool active) { setVisible(active && !m_away); });
    setVisible(replay.isActive());
}

void ReplayBar::setAway(bool away)
{
    m_away = away;
    setVisible(m_replay.isActive() && !away);
}

void ReplayBar::refresh()
{
    const Recording& recording = m_replay.recording();
    const NodeNumber now = m_replay.moment();
    m_moment->setText(tr("node %1 of %2 · step %3 · %4 · best %5")
                          .arg(now)
                          .arg(recording.size())
                          .arg(recording.step(now))
                          .arg(format::duration(recording.seconds(now)), format::speedup(recording.best(now))));
}

} // namespace espalier
