"""The loop: the seven verbs in the order of time, resumable. These entry points are all that Python calls.

Three streams meet here: plots (detect, track, fuse), the queue of messages and epochs (identify, decide), and what
was fired (engage, assess).
"""

from __future__ import annotations

import math

import numpy as np

from skypact.arrays.codes import (
    BANDS,
    OK,
    W_AIR,
    W_ALERT,
    W_BATTERY,
    W_CHAIN,
    W_OUTAGE,
    W_RCS,
    W_SPREAD,
    W_THERE,
)
from skypact.arrays.state import (
    M_ARRIVE,
    M_ASSESS,
    M_CONSENT,
    M_DECIDE,
    M_END,
    M_EPOCH,
    M_FLIGHT,
    M_IMPACT,
    M_PHONE,
    M_READY,
    M_RELOAD,
    M_SEEN,
    M_SEND,
    M_TRACKS,
    N_HEAP,
    PAUSED,
    STATUS,
)
from skypact.arrays.world import G_ALERTNESS, G_BATTERY, G_CHAIN, G_DUCT
from skypact.kernels.assess import close, end_of_route, judge
from skypact.kernels.cache import ENGINE, ENGINE_WITHOUT, entry
from skypact.kernels.decide.assign import epoch
from skypact.kernels.decide.messages import arrive, consent, decide, same_track, seen
from skypact.kernels.detect.draw import detect_looks, draw_biases, false_plots
from skypact.kernels.detect.looks import looks_of
from skypact.kernels.emit import pop, push
from skypact.kernels.engage.battery import impact, ready
from skypact.kernels.engage.fighter import fly
from skypact.kernels.fuse.plots import next_arrival, read_scan
from skypact.kernels.fuse.reports import telephone
from skypact.kernels.fuse.tracks import read_tracks, send_tracks
from skypact.kernels.identify import hear_phone
from skypact.kernels.jit import merged
from skypact.kernels.ref import ref
from skypact.kernels.rng import normal, u01
from skypact.kernels.track.registration import begin_registration

N_BANDS = len(BANDS)


@merged
def luck(world, state, seed, run):
    """Draw the common effects of a run (law 4), its air, and the objects' starts."""
    g = world.settings
    if g[G_DUCT] > 0.0 and u01(seed, run, np.uint64(0), W_AIR, 0) < g[G_DUCT]:
        state.air[0] = 1
    for i in range(len(world.object)):
        o = world.object[i]
        state.obj[i].offset_s = o.spread_s * (2.0 * u01(seed, run, o.who, W_SPREAD, 0) - 1.0)
        if o.p_there < 1.0 and u01(seed, run, o.who, W_THERE, 0) >= o.p_there:
            state.obj[i].offset_s = math.inf  # it never takes off
        for band in range(N_BANDS):
            state.rcs_day_db[i, band] = o.rcs_spread_db * normal(seed, run, o.who, W_RCS, band)
    for i in range(len(world.post)):
        state.alert[i] = math.exp(g[G_ALERTNESS] * normal(seed, run, world.post[i].who, W_ALERT, 0))
    for i in range(len(world.battery)):
        state.battery_logit[i] = g[G_BATTERY] * normal(seed, run, world.battery[i].who, W_BATTERY, 0)
    _outages(world, state, seed, run)
    draw_biases(world, state, seed, run)
    for i in range(len(world.nation_who)):
        state.chain_logit[i] = g[G_CHAIN] * normal(seed, run, world.nation_who[i], W_CHAIN, 0)


@merged
def _outages(world, state, seed, run):
    """Draw what is out of action for the whole run; a battery's radar falls out with it."""
    n_bat = len(world.battery)
    for i in range(len(world.post)):
        state.post_up[i] = u01(seed, run, world.post[i].who, W_OUTAGE, 0) >= world.post[i].p_outage
    for i in range(len(world.link)):
        state.link_up[i] = u01(seed, run, world.link[i].who, W_OUTAGE, 0) >= world.link[i].p_outage
    for i in range(n_bat):
        state.unit_up[i] = u01(seed, run, world.battery[i].who, W_OUTAGE, 0) >= world.battery[i].p_outage
    for i in range(len(world.fighter)):
        state.unit_up[n_bat + i] = u01(seed, run, world.fighter[i].who, W_OUTAGE, 0) >= world.fighter[i].p_outage
    for i in range(len(world.sensor)):
        s = world.sensor[i]
        state.sensor_up[i] = u01(seed, run, s.who, W_OUTAGE, 0) >= s.p_outage
        if s.unit >= 0 and state.unit_up[s.unit] == 0:
            state.sensor_up[i] = 0


@merged
def begin(world, state, seed, run, level):
    """Draw the run's luck and set the first messages: object ends, and epochs above level `detect`."""
    luck(world, state, seed, run)
    if level == 0:
        return
    for i in range(len(world.object)):
        push(state, world.object[i].end_s + state.obj[i].offset_s, M_END, 0, -1, -1, -1, -1, -1, -1, i, 0, 0.0)
    for i_pic in range(len(world.picture)):
        i_post = world.picture[i_pic].post
        push(state, world.post[i_post].epoch_s, M_EPOCH, 0, i_post, -1, i_pic, -1, -1, -1, -1, 0, 0.0)
    begin_registration(world, state)
    for i in range(len(world.track_link)):
        push(state, world.track_link[i].rate_s, M_SEND, 0, -1, -1, -1, -1, -1, -1, -1, i, 0.0)


@merged
def handle(world, state, seed, run, weigh, t_s, level):
    """Do what the message in state.now[0] says."""
    kind = state.now[0].kind
    if kind == M_EPOCH:
        epoch(world, state, seed, run, weigh, t_s, level == 2)
    elif kind == M_ARRIVE:
        arrive(world, state, seed, run, t_s)
    elif kind == M_SEEN:
        seen(world, state, seed, run, t_s)
    elif kind == M_DECIDE:
        decide(world, state, seed, run, t_s)
    elif kind == M_CONSENT:
        consent(world, state, seed, run, t_s)
    elif kind == M_READY:
        ready(world, state, t_s)
    elif kind == M_IMPACT:
        impact(world, state, seed, run, t_s)
    elif kind == M_FLIGHT:
        fly(world, state, seed, run, t_s)
    elif kind == M_END:
        end_of_route(world, state, state.now[0].obj, t_s)
    else:
        _handle_rest(world, state, seed, run, t_s, kind)


@merged
def _handle_rest(world, state, seed, run, t_s, kind):
    m = state.now[0]
    if kind == M_ASSESS:
        e = state.engagement[m.x]
        judge(world, state, seed, run, e.battery, m.pic, m.slot, m.track, m.obj, int(m.v), t_s)
        e.on = 0
        state.channels[e.battery] += 1
    elif kind == M_RELOAD:
        state.missiles[m.x] = world.battery[m.x].missiles
    elif kind == M_SEND:
        send_tracks(world, state, seed, run, t_s)
    elif kind == M_TRACKS:
        read_tracks(world, state, t_s)
    elif kind == M_PHONE and same_track(state, m.pic, m.slot, m.track):
        hear_phone(world, state, seed, run, m.pic, m.slot)


@merged
def step_until(world, state, seed, run, weigh, plots, n_plot, t_end_s, level):
    """Go on to t_end_s: the next plot or message, whichever is first. plots: sorted, from t_end − lag on at least.

    Stops at once where a capacity is reached (counter[STATUS] says which) and where a post's epoch waits for the
    weights of a doctrine in Python (counter[PAUSED] = 1 + picture).
    """
    telephone(world, state, seed, run)
    while state.counter[STATUS] == OK and state.counter[PAUSED] == 0:
        i_reader, t_plot = next_arrival(world, state, plots, n_plot)
        t_message = state.heap_t[0] if state.counter[N_HEAP] > 0 else math.inf
        if min(t_plot, t_message) >= t_end_s:
            return
        if t_plot <= t_message:
            read_scan(world, state, seed, run, plots, n_plot, i_reader)
        else:
            t = pop(state)
            handle(world, state, seed, run, weigh, t, level)


BEGIN, LOOKS, DETECT, STEP, FINISH, FALSE = range(6)


@entry(ENGINE, ENGINE_WITHOUT, owning=False)
def call(
    step, world, state, seed, run, level, varying, weigh, looks, n_look, plots, n_plot, leg, frame, t0_s, t1_s
):
    """Do one step of a replicate; the one compiled entry point, because each costs seconds of compilation.

    BEGIN: draw the luck. LOOKS: fill `looks` in [t0, t1), return their number. DETECT: draw looks into `plots`, return
    their number. FALSE: append false plots in [t0, t1).
    STEP: go on to t1. FINISH: close the run at t1. weigh: a first-class
    function float64(float64[::1]), called only by doctrines with code of that kind.
    """
    w, s = ref(world), ref(state)
    if step == BEGIN:
        begin(w, s, seed, run, level)
    elif step == LOOKS:
        return looks_of(w, s, varying, t0_s, t1_s, ref(looks), leg, frame)
    elif step == DETECT:
        return detect_looks(w, s, seed, run, ref(looks), n_look, ref(plots), n_plot, level == 0)
    elif step == FALSE:
        return false_plots(w, s, seed, run, t0_s, t1_s, ref(plots), n_plot)
    elif step == STEP:
        step_until(w, s, seed, run, weigh, ref(plots), n_plot, t1_s, level)
    else:
        close(w, s, t1_s)
    return 0
