#pragma once

#include "widgets/models/eventlogmodel.h"
#include "widgets/models/steering.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace espalier {

class FlatButton;

/// The session's log of steering commands; one of them can be taken back from here.
class SteeringLog : public QWidget
{
    Q_OBJECT
public:
    SteeringLog(const LiveGraph& live, Steering& steering, QWidget* parent = nullptr);

    QTableView& table() { return *m_table; }
    EventLogModel& model() { return m_model; }
    /// What the button does.
    void takeBackSelected();

private:
    void refresh();

    const LiveGraph& m_live;
    Steering& m_steering;
    EventLogModel m_model;
    QTableView* m_table;
    QLabel* m_caption;
    FlatButton* m_back;
};

} // namespace espalier
