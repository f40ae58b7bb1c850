#pragma once

#include "widgets/common/actions.h"
#include "widgets/models/livegraph.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace espalier {

class FlatButton;
class SteerBar;
class Steering;

/// What runs, the transport, what the session is steered by, how far the search is, and the search box.
class TopBar : public QWidget
{
    Q_OBJECT
public:
    TopBar(const LiveGraph& live, Steering& steering, Actions& actions, QWidget* parent = nullptr);
    QLineEdit& search() { return *m_search; }
    SteerBar& steerBar() { return *m_steer; }

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// Where there is no room for the words of the transport its icons stand alone.
    void fit();
    int widthOfWords() const;
    void refresh();
    double progress() const;
    double limit(const char* budget, double started) const;

    const LiveGraph& m_live;
    QLabel* m_title;
    QLabel* m_subtitle;
    SteerBar* m_steer;
    QLabel* m_steps;
    QLabel* m_left;
    QLabel* m_rate;
    QWidget* m_bar;
    QLineEdit* m_search;
    std::vector<FlatButton*> m_transport;
};

} // namespace espalier
