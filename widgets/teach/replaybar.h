#pragma once

#include "widgets/common/actions.h"
#include "widgets/common/toolrow.h"
#include "widgets/teach/replay.h"

class QComboBox;
class QLabel;

namespace espalier {

/// The time line with its buttons, the speed and the moment in words; shown while a replay is active. GUI thread.
class ReplayBar : public ToolRow
{
    Q_OBJECT
public:
    ReplayBar(Replay& replay, Actions& actions, QWidget* parent = nullptr);

    /// Out of sight whatever the replay does: while a lesson is given.
    void setAway(bool away);

private:
    void refresh();

    Replay& m_replay;
    QLabel* m_moment;
    QComboBox* m_speed;
    bool m_away = false;
};

} // namespace espalier
