#pragma once

#include "widgets/models/steering.h"

#include <QWidget>

class QMenu;

namespace espalier {

class SteerButton;

/// Policy, mix and memory of the session in the top bar.
class SteerBar : public QWidget
{
    Q_OBJECT
public:
    SteerBar(const LiveGraph& live, Steering& steering, QWidget* parent = nullptr);

    SteerButton& policy() { return *m_policy; }
    SteerButton& mix() { return *m_mix; }
    SteerButton& memory() { return *m_memory; }
    /// The menu below Memory, made anew at each call; the caller owns it.
    QMenu* makeMemoryMenu();

private:
    void refresh();
    QString mixText() const;

    const LiveGraph& m_live;
    Steering& m_steering;
    SteerButton* m_policy;
    SteerButton* m_mix;
    SteerButton* m_memory;
};

} // namespace espalier
