#pragma once

#include "widgets/common/actions.h"
#include "widgets/teach/replay.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace espalier {

/// The time line with its buttons, the speed and the moment in words; shown while a replay is active. GUI thread.
class ReplayBar : public QWidget
{
    Q_OBJECT
public:
    ReplayBar(Replay& replay, Actions& actions, QWidget* parent = nullptr);

private:
    void refresh();

    Replay& m_replay;
    QLabel* m_moment;
    QComboBox* m_speed;
};

} // namespace espalier
