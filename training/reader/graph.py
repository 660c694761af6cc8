"""Lays the encoder's int8 graph for running: less lost to whole numbers, the same on every processor, and quicker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from onnxruntime import InferenceSession, SessionOptions

Array = NDArray[np.float32]

#: Heads of attention.
HEADS = 12
#: Layers, the first ones, whose second feed-forward matrix multiplies in floats: its inputs lose most, and what is lost
#: early grows on the way up.
FLOATS = 3
#: Whole numbers that a weight may be, up and down. With 127 the sums of products overflow on processors without dot products of
#: bytes (VNNI), which then read other things than those that have them.
LEVELS = 90
#: How much of the unevenness of the inputs' dimensions moves into the weights (SmoothQuant's alpha, Xiao et al. 2023).
SMOOTH = 0.75
_CONTRIBUTED = "com.microsoft"


def laid(
    model: ModelProto,
    texts: Sequence[NDArray[np.int64]],
    *,
    floats: int = FLOATS,
    levels: int = LEVELS,
    smooth: float = SMOOTH,
) -> ModelProto:
    """The graph with one node an attention, even inputs before its products of whole numbers, and a few products in floats.

    ``texts`` are word pieces, marks included, that show how large each dimension of the inputs grows. The graph takes one
    text at a time: without padding there is nothing to mask.
    """
    _join_attentions(model)
    narrowing = [node for node in _products(model) if np.greater(*_weights(model, node).shape)]
    for node in narrowing[:floats]:
        _multiply_in_floats(model, node)
    _drop_unused(model)
    for name, greatest in _greatest_inputs(model, texts).items():
        _smooth(model, name, greatest, smooth, levels)
    onnx.checker.check_model(model)
    return model


def in_floats(model: ModelProto) -> ModelProto:
    """The same graph with every product in floats, of the weights as they are stored: what the whole numbers stand for."""
    _join_attentions(model)
    for node in _products(model):
        _multiply_in_floats(model, node)
    _drop_unused(model)
    return model


def _join_attentions(model: ModelProto) -> None:
    for softmax in [node for node in model.graph.node if node.op_type == "Softmax"]:
        _join_attention(model, softmax)
    _drop_unused(model)
    if all(opset.domain != _CONTRIBUTED for opset in model.opset_import):
        model.opset_import.append(helper.make_opsetid(_CONTRIBUTED, 1))


def _products(model: ModelProto) -> list[NodeProto]:
    return [node for node in model.graph.node if node.op_type == "MatMulInteger"]


def _join_attention(model: ModelProto, softmax: NodeProto) -> None:
    """Put one node in place of an attention that is written out: scores, scale, mask, softmax, and what the heads see."""
    maker, users = _makers(model), _users(model)
    masked = maker[softmax.input[0]]
    scaled = next(maker[name] for name in masked.input if name in maker and maker[name].op_type == "Div")
    scores = maker[scaled.input[0]]
    seen = users[softmax.output[0]][0]
    # Each of the three is cut into heads and turned: Reshape, Transpose.
    parts = [maker[maker[name].input[0]].input[0] for name in (*scores.input, seen.input[1])]
    joined = users[users[seen.output[0]][0].output[0]][0]
    attention = helper.make_node("MultiHeadAttention", parts, list(joined.output), domain=_CONTRIBUTED, num_heads=HEADS)
    _replace(model, joined, attention)


def _multiply_in_floats(model: ModelProto, node: NodeProto) -> None:
    """Multiply the vectors as they were before they were made whole numbers by the weights as floats."""
    users = _users(model)
    vectors = _makers(model)[node.input[0]].input[0]
    stored = node.input[1]
    name = stored.removesuffix("_quantized")
    scaled = users[users[node.output[0]][0].output[0]][0]
    weights = helper.make_node(
        "DequantizeLinear", [stored, f"{name}_scale", f"{name}_zero_point"], [f"{name}_floats"], axis=1
    )
    _replace(model, scaled, weights, helper.make_node("MatMul", [vectors, f"{name}_floats"], list(scaled.output)))


def _greatest_inputs(model: ModelProto, texts: Sequence[NDArray[np.int64]]) -> dict[str, Array]:
    """How large each dimension grows of what is made whole numbers, by name, in order."""
    names = [node.input[0] for node in model.graph.node if node.op_type == "DynamicQuantizeLinear"]
    open_model = ModelProto()
    open_model.CopyFrom(model)
    for name in names:
        open_model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    options = SessionOptions()
    options.log_severity_level = 3
    session = InferenceSession(open_model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    greatest: dict[str, Array] = {}
    for pieces in texts:
        for name, found in zip(names, session.run(names, {"pieces": pieces[None]}), strict=True):
            here = np.abs(found[0]).max(axis=0)
            greatest[name] = np.maximum(greatest.get(name, here), here)
    return greatest


def _smooth(model: ModelProto, name: str, greatest: Array, smooth: float, levels: int) -> None:
    """Divide the dimensions of an input by how far they outgrow the weights, which are multiplied by it, and store these anew.

    One dimension that grows to thirty where the others stay under two leaves them few of the 256 whole numbers.
    """
    node = next(node for node in model.graph.node if node.op_type == "DynamicQuantizeLinear" and node.input[0] == name)
    products = [product for product in _products(model) if product.input[0] == node.output[0]]
    weights = [_weights(model, product) for product in products]
    rows = np.max([np.abs(weight).max(axis=1) for weight in weights], axis=0)
    by = np.maximum(greatest, 1e-6) ** smooth / np.maximum(rows, 1e-6) ** (1 - smooth)
    by = (by / np.exp(np.log(by).mean())).astype(np.float32)
    model.graph.initializer.append(numpy_helper.from_array((1 / by).astype(np.float32), f"{name}_even"))
    node.input[0] = f"{name}_evened"
    at = list(model.graph.node).index(node)
    model.graph.node.insert(at, helper.make_node("Mul", [name, f"{name}_even"], [f"{name}_evened"]))
    for product, weight in zip(products, weights, strict=True):
        _store(model, product, weight * by[:, None], levels)


def _weights(model: ModelProto, product: NodeProto) -> Array:
    """The matrix of a product of whole numbers, as floats."""
    tensors = _tensors(model)
    stored = product.input[1]
    scale = numpy_helper.to_array(tensors[stored.removesuffix("_quantized") + "_scale"])
    return np.asarray(numpy_helper.to_array(tensors[stored]).astype(np.float32) * scale, dtype=np.float32)


def _store(model: ModelProto, product: NodeProto, weights: Array, levels: int) -> None:
    """Store the matrix of a product, column by column, as ``-levels`` to ``levels``."""
    tensors = _tensors(model)
    stored, scale = product.input[1], product.input[1].removesuffix("_quantized") + "_scale"
    steps = np.abs(weights).max(axis=0) / levels
    whole = np.clip(np.round(weights / steps), -levels, levels).astype(np.int8)
    tensors[stored].CopyFrom(numpy_helper.from_array(whole, stored))
    tensors[scale].CopyFrom(numpy_helper.from_array(steps.astype(np.float32), scale))


def _replace(model: ModelProto, old: NodeProto, *new: NodeProto) -> None:
    nodes = model.graph.node
    at = list(nodes).index(old)
    nodes.remove(old)
    for node in reversed(new):
        nodes.insert(at, node)


def _drop_unused(model: ModelProto) -> None:
    """Drop nodes, weights and inputs that nothing uses any more."""
    graph = model.graph
    while True:
        used = {name for node in graph.node for name in node.input} | {output.name for output in graph.output}
        dead = [node for node in graph.node if used.isdisjoint(node.output)]
        if not dead:
            break
        for node in dead:
            graph.node.remove(node)
    for held in (graph.initializer, graph.input):
        for tensor in [tensor for tensor in held if tensor.name not in used]:
            held.remove(tensor)


def _tensors(model: ModelProto) -> Mapping[str, TensorProto]:
    return {tensor.name: tensor for tensor in model.graph.initializer}


def _makers(model: ModelProto) -> dict[str, NodeProto]:
    return {name: node for node in model.graph.node for name in node.output}


def _users(model: ModelProto) -> dict[str, list[NodeProto]]:
    users: dict[str, list[NodeProto]] = {}
    for node in model.graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    return users
